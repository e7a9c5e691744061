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

    /// <summary>π = softmax(a) with learned numbers a, one for each proposal: unbiased whatever the reverse factors are.</summary>
    Learned,

    /// <summary>
    /// π_j = q_j^β / Σ_i q_i^β, the power heuristic (Veach and Guibas 1995), with β from <see cref="ModelAttribute.Beta"/>: balance
    /// at β = 1, uniform at β = 0. Unbiased only if all proposals share one reverse factor r.
    /// </summary>
    Power,

    /// <summary>
    /// π_j = 1 for the proposal of highest density, 0 for the others, the maximum heuristic (Veach and Guibas 1995), which
    /// the power heuristic tends to as β grows. Unbiased only if all proposals share one reverse factor r. ŵ is zero, and its logarithm −∞, where every
    /// sample lies where another proposal is denser: an estimate of p(x), hardly a bound to train on.
    /// </summary>
    Maximum,
}
