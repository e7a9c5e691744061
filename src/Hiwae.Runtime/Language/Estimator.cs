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

/// <summary>An estimator of the gradient of the bound L_K.</summary>
public enum Gradient
{
    /// <summary>
    /// Ordinary differentiation of log ŵ through the reparameterised draws; unbiased for ∇L_K. Not so under <see cref="Weights.Maximum"/>:
    /// its weights jump, and L_K may be −∞.
    /// </summary>
    Reparameterised,

    /// <summary>
    /// Sticking the landing (Roeder, Wu and Duvenaud 2017): within log q the parameters of the distributions are constants. Unbiased for K = 1,
    /// biased in general for K > 1; its variance vanishes as a proposal without auxiliaries approaches the posterior.
    /// </summary>
    StickingTheLanding,

    /// <summary>
    /// Double reparameterisation (Tucker et al. 2019) in the form that a shared auxiliary needs: within log q the parameters of the distributions are
    /// constants, but for what they are of other draws in the plate, and what the evaluation of log (π_j w_j) sends to a variable in the plate counts ω_j² instead of ω_j. Unbiased for ∇L_K
    /// with <see cref="Weights.Uniform"/> and <see cref="Weights.Learned"/> weights; and with <see cref="Weights.Balance"/>, where a part is taken along every proposal, as whose draw the same value is
    /// read (docs/method.md), which needs densities with a <see cref="DensityAttribute.Velocity"/>. <see cref="Weights.Power"/> and <see cref="Weights.Maximum"/> have no such estimator, and do not compile with it.
    /// </summary>
    DoublyReparameterised,
}
