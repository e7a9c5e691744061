namespace Hiwae;

/// <summary>The weighting π of the estimate ŵ = Σ_j π_j w_j; it sums to one over the K proposals.</summary>
public enum Weights
{
    /// <summary>π_j = 1/K: unbiased whatever the reverse factors are.</summary>
    Uniform,

    /// <summary>
    /// π_j = q_j(z | z0, x) / Σ_i q_i(z | z0, x), the balance heuristic of multiple importance sampling (Veach and
    /// Guibas 1995). Unbiased only if all proposals share one reverse factor r.
    /// </summary>
    Balance,
}
