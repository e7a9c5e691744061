using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>The laws of an estimator ŵ of a known p(x), as functions of its draws.</summary>
internal static class EstimatorLaws
{
    // The mean is looked at on two sides, and two shares of large draws on one: together they fail by chance no more often than one test.
    private const int PartsOfUnbiased = 4;

    /// <summary>
    /// The estimator is unbiased: the mean of ŵ / p(x) over the draws is 1. The statistic is the distance in standard errors or, where that
    /// is larger, the excess of draws above 10 or 100 over Markov's bound of 1/10 or 1/100: a defect may well leave
    /// the mean infinite, and then there is no standard error to go by.
    /// </summary>
    /// <param name="logEstimates">Draws of log ŵ, in nats.</param>
    /// <param name="logMarginal">log p(x), in nats.</param>
    public static Verdict Unbiased(double[] logEstimates, double logMarginal)
    {
        var ratios = Array.ConvertAll(logEstimates, v => Math.Exp(v - logMarginal));
        var (mean, error) = MeanAndError(ratios);
        var distance = Math.Abs(mean - 1) / (error + LogSample.RoundingOf(logMarginal));
        return new(
            Math.Max(distance, Markov(logEstimates, logMarginal).Statistic), Tail.NormalQuantile(Tail.AtLook / PartsOfUnbiased));
    }

    /// <summary>
    /// What the mean bounds without any standard error: the excess of draws above 10 or 100 times p(x) over Markov's bound of 1/10 or 1/100, in
    /// standard errors.
    /// </summary>
    public static Verdict Markov(double[] logEstimates, double logMarginal) => new(
        new[] { 10.0, 100.0 }.Max(limit => ExcessOverMarkov(logEstimates, logMarginal + Math.Log(limit), limit)), Tail.Quantile);

    /// <summary>The logarithm is a bound: the mean of log ŵ is at most log p(x). The statistic is the excess in standard errors.</summary>
    /// <param name="logEstimates">Draws of log ŵ, in nats.</param>
    /// <param name="logMarginal">log p(x), in nats.</param>
    public static Verdict Bounded(double[] logEstimates, double logMarginal)
    {
        var (mean, error) = MeanAndError(logEstimates);

        // Maximum weights have draws with ŵ = 0: their mean is −∞, which is a bound.
        return new(double.IsNegativeInfinity(mean) ? mean : (mean - logMarginal) / (error + LogSample.RoundingOf(logMarginal)), Tail.Quantile);
    }

    /// <summary>A mean and its standard error.</summary>
    public static (double Mean, double Error) MeanAndError(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        return (mean, Math.Sqrt(variance / values.Length));
    }

    /// <summary>The excess, in standard errors, of the share of draws above a level over 1 in <paramref name="limit"/>.</summary>
    private static double ExcessOverMarkov(double[] values, double level, double limit)
    {
        var (above, allowed) = (values.Count(v => v > level) / (double)values.Length, 1 / limit);
        return (above - allowed) / Math.Sqrt(allowed * (1 - allowed) / values.Length);
    }
}
