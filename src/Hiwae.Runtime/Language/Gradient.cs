namespace Hiwae;

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
    /// with weights that are numbers, <see cref="Weights.Uniform"/> and <see cref="Weights.Learned"/>; with others it is not valid and does not compile.
    /// </summary>
    DoublyReparameterised,
}
