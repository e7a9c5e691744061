namespace Hiwae.Runtime.Tests.Laws;

/// <summary>
/// The laws that an estimator ŵ of p(x) must satisfy, as functions of its draws, so that a defective estimator can be
/// put to the same test.
/// </summary>
internal static class EstimatorLaws
{
    /// <summary>Two-sided 1e-6: the rate of false alarms of one test.</summary>
    public const double NormalQuantile = 4.8916;

    /// <summary>log(π_j w_j), [batch, samples], for a batch of equal data.</summary>
    public delegate Tensor LogTerms(Observation data, Noise noise);

    /// <summary>
    /// Law 1: the mean of ŵ / p(x) over the draws is 1. The statistic is the distance in standard errors or, where that
    /// is larger, the excess of draws above 10 or 100 over Markov's bound of 1/10 or 1/100: a defect may well leave
    /// the mean infinite, and then there is no standard error to go by.
    /// </summary>
    public static Verdict Unbiased(LogTerms estimator, Observation datum, double logMarginal, int draws, Noise noise)
    {
        var ratios = LogEstimates(estimator, datum, draws, noise).Select(v => Math.Exp(v - logMarginal)).ToArray();
        var (mean, error) = MeanAndError(ratios);
        var excess = new[] { 10.0, 100.0 }.Max(limit => ExcessOverMarkov(ratios, limit));
        return new(Math.Max(Math.Abs(mean - 1) / error, excess), NormalQuantile);
    }

    /// <summary>Law 2: the mean of log ŵ is at most log p(x). The statistic is the excess in standard errors.</summary>
    public static Verdict Bounded(LogTerms estimator, Observation datum, double logMarginal, int draws, Noise noise)
    {
        var (mean, error) = MeanAndError(LogEstimates(estimator, datum, draws, noise));

        // Maximum weights have draws with ŵ = 0: their mean is −∞, which is a bound.
        return new(double.IsNegativeInfinity(mean) ? mean : (mean - logMarginal) / error, NormalQuantile);
    }

    /// <summary>Law 4: at a common point z_1 = … = z_K the weights sum to one. The statistic is the largest deviation.</summary>
    /// <param name="logMixtures">log π_j, [batch, samples], all samples of a row at one point.</param>
    public static Verdict PartitionOfUnity(Tensor logMixtures)
    {
        using var scope = NewDisposeScope();
        return new((logMixtures.exp().sum(-1) - 1).abs().max().ToDouble(), 1e-9);
    }

    private static double[] LogEstimates(LogTerms estimator, Observation datum, int draws, Noise noise)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        return [.. estimator(datum.Repeated(draws), noise).logsumexp(-1).data<double>()];
    }

    /// <summary>How many standard errors more draws than 1 in <paramref name="limit"/> lie above it.</summary>
    private static double ExcessOverMarkov(double[] ratios, double limit)
    {
        var (above, allowed) = (ratios.Count(r => r > limit) / (double)ratios.Length, 1 / limit);
        return (above - allowed) / Math.Sqrt(allowed * (1 - allowed) / ratios.Length);
    }

    private static (double Mean, double Error) MeanAndError(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        return (mean, Math.Sqrt(variance / values.Length));
    }
}
