namespace Hiwae.Compilation;

/// <summary>Sums of numbers that are known by their logarithms.</summary>
internal static class LogAddition
{
    /// <summary>log(e^a + e^b).</summary>
    public static double Add(double a, double b)
    {
        var (high, low) = a < b ? (b, a) : (a, b);
        return double.IsInfinity(low) ? high : high + double.LogP1(Math.Exp(low - high));
    }
}
