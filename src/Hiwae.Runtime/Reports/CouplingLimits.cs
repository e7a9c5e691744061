using Hiwae.Compilation;

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

    /// <summary>What the terms' dependence gives to the bound, and the most that is known that it could, each against the same terms drawn independently, in nats.</summary>
    /// <param name="logTerms">log v_j in nats, [draws, terms].</param>
    /// <remarks>
    /// The most for two terms is that of counter-monotone draws. For more it is that of the rearrangement algorithm (Puccetti and Rüschendorf 2012), which puts each term against the sum of the
    /// others until nothing moves: of a coupling that exists, so that it is below the most, by little where the best is known. Not a number for one term, and for more than can be sorted.
    /// </remarks>
    public static (double Gain, double Most) Gains(double[,] logTerms)
    {
        var (draws, count) = (logTerms.GetLength(0), logTerms.GetLength(1));
        if (count < 2 || (long)draws * count > MostNumbers)
            return (double.NaN, double.NaN);
        double[][] columns = [.. Enumerable.Range(0, count).Select(j => Enumerable.Range(0, draws).Select(r => logTerms[r, j]).ToArray())];
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

    // Of logarithms: a draw may be any number of nats below another.
    private static double MeanLog(double[][] columns) => columns.Aggregate(Sum).Average();

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, LogAddition.Add)];

    private static double[][] Rearranged(double[][] columns)
    {
        double[][] result = [.. columns.Select(column => (double[])column.Clone())];
        double[][] sorted = [.. columns.Select(column => column.OrderDescending().ToArray())];
        var moved = true;
        for (var pass = 0; moved && pass < MostPasses; pass++)
        {
            moved = false;

            // The sums of the columns behind each, and of those before it as they are by then. A difference from the sum of all would leave nothing of very different terms.
            var behind = new double[]?[result.Length];
            for (var j = result.Length - 2; j >= 0; j--)
                behind[j] = behind[j + 1] is { } further ? Sum(further, result[j + 1]) : result[j + 1];
            double[]? before = null;
            for (var j = 0; j < result.Length; j++)
            {
                double[] rest = (before, behind[j]) switch
                {
                    ({ } first, { } last) => Sum(first, last),
                    var (first, last) => (double[])(first ?? last)!.Clone(),
                };
                int[] order = [.. Enumerable.Range(0, rest.Length)];
                Array.Sort(rest, order);
                double[] rearranged = new double[order.Length];
                for (var r = 0; r < order.Length; r++)
                {
                    moved |= result[j][order[r]] != sorted[j][r];
                    rearranged[order[r]] = sorted[j][r];
                }

                result[j] = rearranged;
                before = before is null ? rearranged : Sum(before, rearranged);
            }
        }

        return result;
    }
}
