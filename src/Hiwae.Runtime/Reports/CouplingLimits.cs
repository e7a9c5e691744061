namespace Hiwae.Reports;

/// <summary>
/// How far the dependence of the terms π_j w_j of ŵ could go, and how far it goes, while each term keeps the distribution that it has (docs/method.md). Rows of a table are independent draws.
/// </summary>
internal static class CouplingLimits
{
    // Columns are put against the rest so many times at most; few are needed.
    private const int MostPasses = 20;

    // Sorting this many numbers takes a fraction of a second; with more the most is not sought.
    private const long MostNumbers = 4_000_000;

    /// <summary>
    /// The least that the mean correlation of two terms can be, because weights are not negative: the mean over pairs of −E v_i E v_j / (σ_i σ_j), each at least −1. With equal means that is
    /// −1/R for the relative variance R of one term. Not a number for a single term, or where one does not vary.
    /// </summary>
    /// <param name="terms">v_j, each by any factor of its own, [draws, terms].</param>
    public static double Floor(double[,] terms)
    {
        var (draws, count) = (terms.GetLength(0), terms.GetLength(1));
        var ratios = new double[count];
        var column = new double[draws];
        for (var j = 0; j < count; j++)
        {
            for (var r = 0; r < draws; r++)
                column[r] = terms[r, j];

            // As correlations of samples have it: with the mean square of deviations, not its unbiased estimate.
            ratios[j] = column.Average() / Math.Sqrt(Statistics.Variance(column) * (draws - 1) / draws);
        }

        var (sum, pairs) = (0.0, 0);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++, pairs++)
                sum += double.IsFinite(ratios[i] * ratios[j]) ? Math.Max(-1, -ratios[i] * ratios[j]) : double.NaN;
        }

        return sum / pairs;
    }

    /// <summary>What the terms' dependence gives to the bound, and the most that it could, each against the same terms drawn independently, in nats.</summary>
    /// <param name="logTerms">log v_j in nats, [draws, terms].</param>
    /// <remarks>
    /// The most for two terms is that of counter-monotone draws. For more it is that of the rearrangement algorithm (Puccetti and Rüschendorf 2012), which puts each term against the sum of the
    /// others until nothing moves: a coupling that exists, and that nothing known is better than by much. Not a number for one term, and for more than can be sorted.
    /// </remarks>
    public static (double Gain, double Most) Gains(double[,] logTerms)
    {
        var (draws, count) = (logTerms.GetLength(0), logTerms.GetLength(1));
        if (count < 2 || (long)draws * count > MostNumbers)
            return (double.NaN, double.NaN);
        var highest = double.NegativeInfinity;
        foreach (var value in logTerms)
            highest = Math.Max(highest, value);
        var columns = new double[count][];
        for (var j = 0; j < count; j++)
        {
            columns[j] = new double[draws];
            for (var r = 0; r < draws; r++)
                columns[j][r] = Math.Exp(logTerms[r, j] - highest);
        }

        var (own, apart) = (MeanLog(columns), Independent(columns));
        return (own - apart, MeanLog(Rearranged(columns)) - apart);
    }

    /// <summary>The mean of log Σ_j over draws in which each term is of another draw, over several such.</summary>
    private static double Independent(double[][] columns)
    {
        var draws = columns[0].Length;
        var shifts = Math.Clamp((draws - 1) / columns.Length, 1, 8);
        return Enumerable.Range(1, shifts).Average(shift => MeanLog([.. columns.Select((column, j) => Shifted(column, (int)((long)j * shift % draws)))]));
    }

    private static double[] Shifted(double[] column, int by) => [.. column[by..], .. column[..by]];

    private static double MeanLog(double[][] columns) => Sums(columns).Average(Math.Log);

    private static double[] Sums(double[][] columns)
    {
        var sums = new double[columns[0].Length];
        foreach (var column in columns)
        {
            for (var r = 0; r < sums.Length; r++)
                sums[r] += column[r];
        }

        return sums;
    }

    private static double[][] Rearranged(double[][] columns)
    {
        double[][] result = [.. columns.Select(column => (double[])column.Clone())];
        double[][] sorted = [.. columns.Select(column => column.OrderDescending().ToArray())];
        var moved = true;
        for (var pass = 0; moved && pass < MostPasses; pass++)
        {
            moved = false;
            for (var j = 0; j < result.Length; j++)
            {
                // Summed anew: of very different terms a difference would leave nothing.
                var rest = Sums([.. result.Where((_, i) => i != j)]);
                int[] order = [.. Enumerable.Range(0, rest.Length)];
                Array.Sort(rest, order);
                for (var r = 0; r < order.Length; r++)
                {
                    moved |= result[j][order[r]] != sorted[j][r];
                    result[j][order[r]] = sorted[j][r];
                }
            }
        }

        return result;
    }
}
