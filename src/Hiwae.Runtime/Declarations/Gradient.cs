namespace Hiwae;

/// <summary>An estimator of the gradient of the bound L_K.</summary>
public enum Gradient
{
    /// <summary>
    /// Ordinary differentiation of log ŵ through the reparameterised draws; unbiased for ∇L_K. Not so under <see cref="Weights.Maximum"/>:
    /// its weights jump, and L_K may be −∞.
    /// </summary>
    Reparameterised,
}
