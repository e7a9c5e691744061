namespace Hiwae.Laws.Statistics;

/// <summary>The mean of positive numbers that are known by their logarithms.</summary>
/// <param name="LogMean">The logarithm of the mean.</param>
/// <param name="RelativeError">The standard error, as a part of the mean.</param>
/// <param name="RelativeVariance">The variance of one number, as a part of the squared mean.</param>
/// <param name="Skewness">The third standardised moment.</param>
internal readonly record struct LogSample(double LogMean, double RelativeError, double RelativeVariance, double Skewness)
{
    // Rounding of log ŵ; where all numbers are equal there is no other error.
    private const double LeastError = 1e-9;

    /// <summary>Whether the mean of a few thousand such numbers is nearly normal out to where the laws look.</summary>
    public bool IsTame => RelativeVariance <= 0.4 && Math.Abs(Skewness) <= 5;

    /// <summary>From the logarithms.</summary>
    public static LogSample Of(double[] logs)
    {
        var largest = logs.Max();
        if (!double.IsFinite(largest))
            return new(largest, double.NaN, double.NaN, double.NaN);
        var ratios = Array.ConvertAll(logs, v => Math.Exp(v - largest));
        var mean = ratios.Average();
        var variance = ratios.Sum(v => (v - mean) * (v - mean)) / (ratios.Length - 1);
        var third = ratios.Sum(v => Math.Pow(v - mean, 3)) / ratios.Length;
        var relative = variance / (mean * mean);
        return new(
            largest + Math.Log(mean),
            Math.Sqrt(relative / ratios.Length) + RoundingOf(largest),
            relative,
            relative > 1e-12 ? third / Math.Pow(variance, 1.5) : 0);
    }

    /// <summary>The rounding error of a logarithm of about this size, in nats, and so to a part of what it is the logarithm of.</summary>
    public static double RoundingOf(double log) => LeastError * (1 + Math.Abs(log));

    /// <summary>The distance between two means in standard errors.</summary>
    public double DistanceFrom(LogSample other)
    {
        var ratio = Math.Exp(other.LogMean - LogMean);
        return Math.Abs(1 - ratio) / double.Hypot(RelativeError, ratio * other.RelativeError);
    }

    /// <summary>The distance from a known mean in standard errors.</summary>
    /// <param name="logMean">The logarithm of the known mean.</param>
    public double DistanceFrom(double logMean) => Math.Abs(1 - Math.Exp(logMean - LogMean)) / RelativeError;
}
