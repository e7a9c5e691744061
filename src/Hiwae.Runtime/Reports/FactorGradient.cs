namespace Hiwae.Reports;

/// <summary>How the gradient of the bound for the parameters of one factor, or of several, varies from draw to draw for the same data.</summary>
/// <param name="Name">The submodule, such as <c>q_z</c>; or what the parameters have in common, such as <c>Q</c>.</param>
/// <param name="Variance">The sum over parameters of the variance of the gradient.</param>
/// <param name="Signal">The sum over parameters of the square of the gradient's mean, corrected for what noise adds to it.</param>
public readonly record struct FactorGradient(string Name, double Variance, double Signal)
{
    /// <summary>The norm of the mean gradient by the root of its variance; zero where the mean is lost in noise.</summary>
    public double SignalToNoise => Math.Sqrt(Math.Max(0, Signal) / Variance);
}
