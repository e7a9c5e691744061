namespace Hiwae.Cli.Toy;

/// <summary>The number in the middle.</summary>
internal static class Median
{
    /// <summary>The median; between the two in the middle where their number is even.</summary>
    /// <param name="values">At least one.</param>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
