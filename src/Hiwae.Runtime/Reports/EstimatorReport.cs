namespace Hiwae.Reports;

/// <summary>The behaviour of the estimator ŵ on a set of images, averaged over them. Quantities computed within each image need no common scale between them.</summary>
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
    double RelativeVariance)
{
    /// <summary>The number of images.</summary>
    public required int Images { get; init; }

    /// <summary>The number of draws for each.</summary>
    public required int Repeats { get; init; }

    /// <summary>The largest ω_j of a draw, between 1/K and 1.</summary>
    public required double LargestWeight { get; init; }

    /// <summary>The parts of the relative variance of ŵ; their sum is <see cref="RelativeVariance"/>.</summary>
    public required VarianceParts Variance { get; init; }

    /// <summary>The same of the image in the middle, each part for itself: a few images with heavy tails do not dominate it.</summary>
    public required VarianceParts MedianVariance { get; init; }

    /// <summary>
    /// Σ_{i≠j} Cov(π_i w_i, π_j w_j) / Σ_j Var(π_j w_j) of the image in the middle: by which fraction the dependence of the terms raises the variance, or lowers it
    /// where it is negative. At least −1. NaN where the weights do not vary.
    /// </summary>
    public required double CovarianceRatio { get; init; }

    /// <summary>
    /// The least that <see cref="MeanCorrelation"/> can be, because weights are not negative: the mean over images of −1/R, for terms of one mean, where R is the relative variance of one.
    /// Where it is nearly zero, so is every correlation, whatever the coupling does. NaN for K = 1.
    /// </summary>
    public required double CorrelationFloor { get; init; }

    /// <summary>
    /// What the dependence of the terms gives to the bound, against the same terms drawn independently, in nats; NaN for K = 1, and where the model draws them independently, so that it is zero.
    /// </summary>
    public required double CouplingGain { get; init; }

    /// <summary>The standard error of <see cref="CouplingGain"/> over images, in nats; NaN for one image.</summary>
    public required double CouplingGainError { get; init; }

    /// <summary>
    /// The most that <see cref="CouplingGain"/> could be for terms with these distributions, counter-monotone ones, for K = 2; for more the best that is found, by rearrangement (Puccetti and Rüschendorf 2012),
    /// and at most that.
    /// </summary>
    public required double CouplingCeiling { get; init; }

    /// <summary>k̂ of ŵ, of the image in the middle; see <see cref="ParetoTail.Shape"/>. NaN where there are too few repeats.</summary>
    public required double ParetoShape { get; init; }

    /// <summary>The share of the images whose k̂ is above <see cref="ParetoTail.Unreliable"/>; NaN where k̂ is.</summary>
    public required double UnreliableShare { get; init; }

    /// <summary>The correlations of π_i w_i and π_j w_j, [samples, samples]; NaN where a term does not vary.</summary>
    public required double[,] Correlations { get; init; }

    /// <summary>The correlations of log(π_i w_i) and log(π_j w_j), [samples, samples].</summary>
    public required double[,] LogCorrelations { get; init; }

    /// <summary>log p(x) − L_K in nats, where log p(x) is known; else null.</summary>
    public double? Gap { get; init; }

    /// <summary>The averages over images.</summary>
    /// <param name="data">At least one.</param>
    /// <param name="logEvidence">log p(x) of each, in nats, where it is known.</param>
    /// <exception cref="ArgumentException">There are no data, or not as many values of log p(x).</exception>
    public static EstimatorReport Of(IReadOnlyList<DatumReport> data, IReadOnlyList<double>? logEvidence = null)
    {
        if (data.Count == 0)
            throw new ArgumentException("There are 0 data to report on; pass at least 1.", nameof(data));
        if (logEvidence is { } known && known.Count != data.Count)
            throw new ArgumentException($"log p(x) is given for {known.Count} data, but there are {data.Count}; give it for each, or for none.", nameof(logEvidence));
        var bound = data.Average(datum => datum.LogEstimates.Average());
        var shapes = data.Select(datum => datum.ParetoShape).Where(shape => !double.IsNaN(shape)).ToArray();
        return new(
            bound,
            Statistics.Mean(data.Select(datum => Statistics.Variance(datum.LogEstimates))),
            Statistics.Mean(data.Select(datum => datum.EffectiveSampleSize)),
            Statistics.Mean(data.Select(datum => Covariance.MeanOfPairs(datum.Correlations))),
            Statistics.Mean(data.Select(datum => Covariance.MeanOfPairs(datum.LogCorrelations))),
            Statistics.Mean(data.Select(datum => datum.Variance.Whole)))
        {
            Images = data.Count,
            Repeats = data[0].LogEstimates.Length,
            LargestWeight = Statistics.Mean(data.SelectMany(datum => datum.LargestWeights)),
            Variance = new(
                Statistics.Mean(data.Select(datum => datum.Variance.Own)), Statistics.Mean(data.Select(datum => datum.Variance.Shared))),
            MedianVariance = new(
                Statistics.Median(data.Select(datum => datum.Variance.Own)), Statistics.Median(data.Select(datum => datum.Variance.Shared))),
            CovarianceRatio = Statistics.Median(data.Select(datum => datum.Variance.Shared / datum.Variance.Own)),
            CorrelationFloor = Statistics.Mean(data.Select(datum => datum.CorrelationFloor)),
            CouplingGain = Statistics.Mean(data.Select(datum => datum.CouplingGain)),
            CouplingGainError = Statistics.StandardError([.. data.Select(datum => datum.CouplingGain)]),
            CouplingCeiling = Statistics.Mean(data.Select(datum => datum.CouplingCeiling)),
            ParetoShape = Statistics.Median(shapes),
            UnreliableShare = shapes.Length == 0 ? double.NaN : shapes.Count(shape => shape > ParetoTail.Unreliable) / (double)shapes.Length,
            Correlations = Statistics.Mean([.. data.Select(datum => datum.Correlations)]),
            LogCorrelations = Statistics.Mean([.. data.Select(datum => datum.LogCorrelations)]),
            Gap = logEvidence is null ? null : logEvidence.Average() - bound,
        };
    }
}

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
