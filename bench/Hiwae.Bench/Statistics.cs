namespace Hiwae.Bench;

/// <summary>Of a few measurements.</summary>
internal static class Statistics
{
    /// <summary>The middle one, or the mean of the middle two.</summary>
    public static double Median(IReadOnlyCollection<double> values) => Quantile(values, 0.5);

    /// <summary>The range of the middle half, as a fraction of the median.</summary>
    public static double Spread(IReadOnlyCollection<double> values) =>
        (Quantile(values, 0.75) - Quantile(values, 0.25)) / Median(values);

    /// <summary>Linear between the values in order.</summary>
    private static double Quantile(IReadOnlyCollection<double> values, double fraction)
    {
        var ordered = values.Order().ToArray();
        var position = fraction * (ordered.Length - 1);
        var (low, high) = ((int)Math.Floor(position), (int)Math.Ceiling(position));
        return ordered[low] + ((ordered[high] - ordered[low]) * (position - low));
    }
}
