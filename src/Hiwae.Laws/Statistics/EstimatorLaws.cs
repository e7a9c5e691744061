namespace Hiwae.Verification;

/// <summary>The laws of an estimator ŵ of a known p(x), as functions of its draws.</summary>
internal static class EstimatorLaws
{
    /// <summary>log(π_j w_j), [batch, samples], for a batch of equal data.</summary>
    public delegate Tensor LogTerms(Observation data, Noise noise);

    /// <summary>
    /// Law 1: the mean of ŵ / p(x) over the draws is 1. The statistic is the distance in standard errors or, where that
    /// is larger, the excess of draws above 10 or 100 over Markov's bound of 1/10 or 1/100: a defect may well leave
    /// the mean infinite, and then there is no standard error to go by.
    /// </summary>
    public static Verdict Unbiased(LogTerms estimator, Observation datum, double logMarginal, int draws, Noise noise) =>
        Unbiased(LogEstimates(estimator, datum, draws, noise), logMarginal);

    /// <summary>The same of given draws of log ŵ.</summary>
    public static Verdict Unbiased(double[] logEstimates, double logMarginal)
    {
        var ratios = Array.ConvertAll(logEstimates, v => Math.Exp(v - logMarginal));
        var (mean, error) = MeanAndError(ratios);
        var markov = Markov(logEstimates, logMarginal);
        return markov with { Statistic = Math.Max(Math.Abs(mean - 1) / error, markov.Statistic) };
    }

    /// <summary>
    /// What the mean bounds without any standard error: the excess of draws above 10 or 100 times p(x) over Markov's bound of 1/10 or 1/100, in
    /// standard errors.
    /// </summary>
    public static Verdict Markov(double[] logEstimates, double logMarginal) => new(
        new[] { 10.0, 100.0 }.Max(limit => ExcessOverMarkov(logEstimates, logMarginal + Math.Log(limit), limit)), Tail.Quantile);

    /// <summary>Law 2: the mean of log ŵ is at most log p(x). The statistic is the excess in standard errors.</summary>
    public static Verdict Bounded(LogTerms estimator, Observation datum, double logMarginal, int draws, Noise noise) =>
        Bounded(LogEstimates(estimator, datum, draws, noise), logMarginal);

    /// <summary>The same of given draws of log ŵ.</summary>
    public static Verdict Bounded(double[] logEstimates, double logMarginal)
    {
        var (mean, error) = MeanAndError(logEstimates);

        // Maximum weights have draws with ŵ = 0: their mean is −∞, which is a bound.
        return new(double.IsNegativeInfinity(mean) ? mean : (mean - logMarginal) / error, Tail.Quantile);
    }

    /// <summary>A mean and its standard error.</summary>
    public static (double Mean, double Error) MeanAndError(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        return (mean, Math.Sqrt(variance / values.Length));
    }

    private static double[] LogEstimates(LogTerms estimator, Observation datum, int draws, Noise noise)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        return [.. estimator(datum.Repeated(draws), noise).logsumexp(-1).data<double>()];
    }

    /// <summary>How many standard errors more draws than 1 in <paramref name="limit"/> lie above a level.</summary>
    private static double ExcessOverMarkov(double[] values, double level, double limit)
    {
        var (above, allowed) = (values.Count(v => v > level) / (double)values.Length, 1 / limit);
        return (above - allowed) / Math.Sqrt(allowed * (1 - allowed) / values.Length);
    }
}
