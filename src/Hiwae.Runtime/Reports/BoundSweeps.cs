namespace Hiwae.Reports;

/// <summary>Other bounds from draws that were made anyway: by α, and by the number of samples within a group.</summary>
public static class BoundSweeps
{
    // What is shown one by one.
    private const int Small = 64;

    /// <summary>The values of α.</summary>
    public static ImmutableArray<double> Alphas { get; } = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99];

    /// <summary>
    /// The bound by α (VR-IWAE, Daudel et al. 2023), decreasing in α: the mean of (1 − α)⁻¹ log Σ_j π_j w_j^(1 − α) for weights that are numbers, uniform and learned ones, and of
    /// (1 − α)⁻¹ log (1/K Σ_j (K π_j w_j)^(1 − α)) for balance weights. Of power and maximum weights it is no bound of this kind.
    /// </summary>
    /// <param name="data">Draws for each datum.</param>
    public static IReadOnlyList<BoundAt> ByAlpha(IReadOnlyList<DatumReport> data) => [.. Alphas.Select((alpha, i) => At(alpha, data, datum => datum.PowerMeans[i]))];

    /// <summary>
    /// The bound by the number of samples (for distinct heads, by that of draws from each, as MISELBO of Kviman et al. 2022), increasing: the first n of the K samples of each draw are n samples themselves where each of
    /// the heads has as many of them.
    /// </summary>
    /// <param name="data">Draws for each datum.</param>
    /// <param name="samples">K of these draws.</param>
    /// <param name="heads">The number of heads, of which sample j has number j modulo that; 1 where all samples are drawn alike.</param>
    public static IReadOnlyList<BoundAt> BySamples(IReadOnlyList<DatumReport> data, int samples, int heads)
    {
        int[] counts = [.. Counts(samples)];
        return [.. counts.Index().Where(count => count.Item % heads == 0).Select(count => At(count.Item, data, datum => datum.FirstSamples[count.Index]))];
    }

    /// <summary>The numbers of samples, K the last.</summary>
    /// <param name="samples">K.</param>
    internal static IEnumerable<int> Counts(int samples) =>
        Enumerable.Range(1, Math.Min(samples, Small)).Concat(SampleSweep.Groups(samples).Where(count => count > Small)).Append(samples).Distinct();

    /// <summary>The mean over draws of the power mean of each α.</summary>
    /// <param name="logTerms">log(π_j w_j) in nats, [repeats, samples].</param>
    /// <param name="logMixture">log π_j of learned weights, [samples]; null for all others, of which the power leaves out 1/K.</param>
    internal static ImmutableArray<MeanOfDraws> PowerMeans(double[,] logTerms, double[]? logMixture = null)
    {
        var samples = logTerms.GetLength(1);
        var row = new double[samples];
        return [.. Alphas.Select(alpha => MeanOfDraws.Of(logTerms, draw =>
        {
            for (var j = 0; j < samples; j++)
                row[j] = ((1 - alpha) * logTerms[draw, j]) + (alpha * (logMixture?[j] ?? -Math.Log(samples)));
            return LogNumbers.LogSumExp(row) / (1 - alpha);
        }))];
    }

    /// <summary>The mean over draws of log ŵ with the first samples of each, for each number of them.</summary>
    /// <param name="logTerms">log(π_j w_j) in nats, [repeats, samples].</param>
    internal static ImmutableArray<MeanOfDraws> FirstSamples(double[,] logTerms)
    {
        var samples = logTerms.GetLength(1);
        return [.. Counts(samples).Select(count =>
        {
            var row = new double[count];
            return MeanOfDraws.Of(logTerms, draw =>
            {
                for (var j = 0; j < count; j++)
                    row[j] = logTerms[draw, j];
                return LogNumbers.LogSumExp(row) + Math.Log((double)samples / count);
            });
        })];
    }

    // Draws for different data are independent: the variances of their means add up.
    private static BoundAt At(double place, IReadOnlyList<DatumReport> data, Func<DatumReport, MeanOfDraws> value) =>
        new(place, data.Average(datum => value(datum).Mean), Math.Sqrt(data.Sum(datum => value(datum).Variance)) / data.Count);
}

/// <summary>A bound at some α, or with some number of samples.</summary>
/// <param name="Place">α, or the number.</param>
/// <param name="Bound">The mean over data, in nats.</param>
/// <param name="Error">Its standard error over draws for the same data.</param>
public readonly record struct BoundAt(double Place, double Bound, double Error);

/// <summary>A mean over draws for the same datum.</summary>
/// <param name="Mean">The mean, in nats.</param>
/// <param name="Variance">The variance of the mean.</param>
public readonly record struct MeanOfDraws(double Mean, double Variance)
{
    /// <summary>The mean of a number for each draw.</summary>
    internal static MeanOfDraws Of(double[,] logTerms, Func<int, double> value)
    {
        double[] values = [.. Enumerable.Range(0, logTerms.GetLength(0)).Select(value)];
        return new(values.Average(), Statistics.Variance(values) / values.Length);
    }
}
