namespace Hiwae.Reports;

/// <summary>The bound by the number of samples, from draws that were made anyway: whole groups of K, log (1/M Σ_m ŵ_m).</summary>
public static class SampleSweep
{
    /// <summary>The bound with M groups for each M that is asked for.</summary>
    /// <param name="data">Draws for each datum.</param>
    /// <param name="samples">K of these draws.</param>
    /// <param name="groups">Each M, from 1 to the number of draws for a datum.</param>
    /// <exception cref="ArgumentException">More groups than draws, or none.</exception>
    public static IReadOnlyList<SweptBound> Of(IReadOnlyList<DatumReport> data, int samples, IEnumerable<int> groups) =>
        [.. groups.Select(count => Bound(data, samples, count))];

    /// <summary>The numbers of groups that a sweep takes where nobody says: 1, 2, 5, 10, 20, … to the number of draws.</summary>
    public static IReadOnlyList<int> Groups(int repeats) =>
    [
        .. Enumerable.Range(0, 30)
            .Select(i => (i % 3 == 0 ? 1 : i % 3 == 1 ? 2 : 5) * Math.Pow(10, i / 3))
            .TakeWhile(count => count <= repeats)
            .Select(count => (int)count),
    ];

    private static SweptBound Bound(IReadOnlyList<DatumReport> data, int samples, int groups)
    {
        var repeats = data[0].LogEstimates.Length;
        if (groups < 1 || groups > repeats)
            throw new ArgumentException(
                $"The number of groups is {groups}, but there are {repeats} draws for each image; ask for 1 to {repeats} groups, or draw more often.");
        var blocks = repeats / groups;
        var values = data
            .Select(datum => Enumerable.Range(0, blocks)
                .Select(block => LogNumbers.LogMeanExp(datum.LogEstimates.AsSpan().Slice(block * groups, groups)))
                .ToArray())
            .ToArray();

        // Draws for different images are independent: the variances of their means add up.
        var variance = values.Sum(ofDatum => Statistics.Variance(ofDatum) / blocks) / ((double)data.Count * data.Count);
        return new(samples * groups, values.Average(ofDatum => ofDatum.Average()), Math.Sqrt(variance));
    }
}

/// <summary>The bound with a number of samples.</summary>
/// <param name="Samples">M groups of K.</param>
/// <param name="Bound">The mean over images of log (1/M Σ_m ŵ_m), in nats.</param>
/// <param name="Error">Its standard error over draws for the same images; NaN where all draws are in one group.</param>
public readonly record struct SweptBound(int Samples, double Bound, double Error);
