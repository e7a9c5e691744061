namespace Hiwae.Reports;

/// <summary>Sums of numbers that are known by their logarithms.</summary>
internal static class LogNumbers
{
    /// <summary>log Σ exp, −∞ for nothing; exact where a value is −∞.</summary>
    public static double LogSumExp(ReadOnlySpan<double> values)
    {
        var highest = double.NegativeInfinity;
        foreach (var value in values)
            highest = Math.Max(highest, value);
        if (!double.IsFinite(highest))
            return highest;
        var sum = 0.0;
        foreach (var value in values)
            sum += Math.Exp(value - highest);
        return highest + Math.Log(sum);
    }

    /// <summary>log of the mean of exp.</summary>
    public static double LogMeanExp(ReadOnlySpan<double> values) => LogSumExp(values) - Math.Log(values.Length);
}
