namespace Hiwae.Reports;

/// <summary>How the estimator ŵ behaves on a set of images, averaged over them.</summary>
/// <param name="Bound">L_K, the mean of log ŵ in nats.</param>
/// <param name="VarianceOfLogEstimate">Var(log ŵ) over repeated draws for the same image.</param>
/// <param name="EffectiveSampleSize">1 / Σ_j ω_j², between 1 and K.</param>
/// <param name="MeanCorrelation">The mean correlation of π_i w_i and π_j w_j over pairs i ≠ j; negative is what coupling is for. NaN for K = 1.</param>
/// <param name="MeanLogCorrelation">The same of their logarithms, which heavy tails do not dominate.</param>
/// <param name="RelativeVariance">Var(ŵ) / (E ŵ)², estimated within each image.</param>
public sealed record EstimatorReport(
    double Bound,
    double VarianceOfLogEstimate,
    double EffectiveSampleSize,
    double MeanCorrelation,
    double MeanLogCorrelation,
    double RelativeVariance);
