namespace Hiwae.Reports;

/// <summary>
/// Var(ŵ) / (E ŵ)² in two parts: what independent terms would have, and what their dependence adds or takes away.
/// </summary>
/// <param name="Own">Σ_j Var(π_j w_j) / (E ŵ)².</param>
/// <param name="Shared">Σ_{i≠j} Cov(π_i w_i, π_j w_j) / (E ŵ)²; negative is the point of the method.</param>
public readonly record struct VarianceParts(double Own, double Shared)
{
    /// <summary>The relative variance of ŵ, the sum of both.</summary>
    public double Whole => Own + Shared;
}
