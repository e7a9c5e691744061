namespace Hiwae.Reports;

/// <summary>Summaries over images, of which some may have no value.</summary>
internal static class Statistics
{
    /// <summary>The mean of what is a number; not a number where nothing is.</summary>
    public static double Mean(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        return known.Length == 0 ? double.NaN : known.Average();
    }

    /// <summary>The median of what is a number; not a number where nothing is.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value)).Order()];
        return known.Length switch
        {
            0 => double.NaN,
            var count when count % 2 == 1 => known[count / 2],
            var count => (known[(count / 2) - 1] + known[count / 2]) / 2,
        };
    }

    /// <summary>The unbiased variance; not a number for fewer than two.</summary>
    public static double Variance(IReadOnlyCollection<double> values)
    {
        var mean = values.Count == 0 ? double.NaN : values.Average();
        return values.Count < 2 ? double.NaN : values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }

    /// <summary>The standard error of a mean; not a number for fewer than two.</summary>
    public static double StandardError(IReadOnlyCollection<double> values) => Math.Sqrt(Variance(values) / values.Count);

    /// <summary>The mean, entry by entry, of matrices of one size; an entry that is not a number is left out of its mean.</summary>
    public static double[,] Mean(IReadOnlyList<double[,]> matrices)
    {
        var mean = new double[matrices[0].GetLength(0), matrices[0].GetLength(1)];
        for (var i = 0; i < mean.GetLength(0); i++)
        {
            for (var j = 0; j < mean.GetLength(1); j++)
                mean[i, j] = Mean(matrices.Select(matrix => matrix[i, j]));
        }

        return mean;
    }
}

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
