namespace Hiwae.Reports;

/// <summary>A row of a <see cref="GradientReport"/>, averaged over batches.</summary>
/// <param name="Name">The factor's submodule, or a group of factors.</param>
/// <param name="Variance">The sum over parameters of the variance of the gradient.</param>
/// <param name="SignalToNoise">The norm of the mean gradient by the root of its variance.</param>
/// <param name="Ratio">The variance divided by that of the first estimator, the geometric mean over batches.</param>
/// <param name="RatioError">The standard error of the ratio over batches; NaN for a single batch.</param>
public readonly record struct GradientRow(string Name, double Variance, double SignalToNoise, double Ratio, double RatioError);
