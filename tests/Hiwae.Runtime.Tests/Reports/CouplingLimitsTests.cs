using Hiwae.Reports;

namespace Hiwae.Runtime.Tests.Reports;

/// <summary>How far the dependence of two terms goes, and could go.</summary>
public sealed class CouplingLimitsTests
{
    private const int Draws = 4000;

    [Fact]
    public void The_floor_is_minus_one_by_the_relative_variance_of_a_term()
    {
        // Two terms, one of them zero wherever the other is not: what the floor is for.
        var report = Report(r => [Log(r % 2), Log((r + 1) % 2)]);
        Assert.Equal(-1, report.CorrelationFloor, 9);
        Assert.Equal(-1, report.Correlations[0, 1], 9);
        var rare = Report(r => [Log(r % 10 == 0 ? 1 : 0), Log(r % 10 == 5 ? 1 : 0)]);
        Assert.Equal(-1 / 9.0, rare.CorrelationFloor, 9);
        Assert.Equal(-1 / 9.0, rare.Correlations[0, 1], 9);
    }

    [Fact]
    public void The_floor_has_no_scale() =>
        Assert.Equal(Report(r => [Log(1 + (r % 3)), Log(1 + (r % 5))]).CorrelationFloor, Report(r => [500 + Log(1 + (r % 3)), Log(1 + (r % 5)) - 500]).CorrelationFloor, 9);

    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public void Independent_terms_gain_nothing(int samples)
    {
        var random = new Random(1);
        var report = Report(_ => [.. Enumerable.Range(0, samples).Select(_ => Gaussian(random))]);
        if (samples == 1)
        {
            Assert.True(double.IsNaN(report.CouplingGain) && double.IsNaN(report.CouplingCeiling) && double.IsNaN(report.CorrelationFloor));
            return;
        }

        Assert.InRange(report.CouplingGain, -0.03, 0.03);
        Assert.InRange(report.CouplingCeiling, 0.1, 0.5);
    }

    /// <summary>log(e^a + e^−a) of normal a is what counter-monotone draws of two lognormal terms have.</summary>
    [Fact]
    public void Opposite_draws_of_two_terms_gain_all_that_there_is()
    {
        var random = new Random(2);
        var report = Report(_ =>
        {
            var a = 2 * Gaussian(random);
            return [a, -a];
        });
        Assert.Equal(report.CouplingCeiling, report.CouplingGain, 0.02);
        Assert.True(report.CouplingGain > 0.3);
    }

    /// <summary>e^−745 is the least number that is none.</summary>
    [Theory, InlineData(2), InlineData(4)]
    public void A_draw_far_below_another_is_summed_all_the_same(int samples)
    {
        // Every other draw is so low in all of its terms. Drawn independently, or coupled well, a low term mostly stands beside a high one.
        var random = new Random(4);
        var report = Report(r => [.. Enumerable.Range(0, samples).Select(_ => (r % 2 == 0 ? 0 : -2000) + Gaussian(random))]);
        Assert.InRange(report.CouplingGain, -1001, -400);
        Assert.InRange(report.CouplingCeiling, 0, 1001);
        var near = CouplingLimits.Gains(new double[,] { { 0, 1 }, { 2, -1 }, { 1, 0.5 } });
        var far = CouplingLimits.Gains(new double[,] { { -5000, -4999 }, { -4998, -5001 }, { -4999, -4999.5 } });
        Assert.Equal(near.Gain, far.Gain, 9);
        Assert.Equal(near.Most, far.Most, 9);
    }

    /// <summary>For three terms the algorithm finds a coupling, which need not be the best: what it finds is a lower bound of the ceiling. For two it is the ceiling.</summary>
    [Theory, InlineData(2), InlineData(3)]
    public void What_is_found_is_near_the_best_of_all_couplings_and_for_two_terms_is_the_best(int samples)
    {
        var random = new Random(5);
        var shortfalls = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var table = new double[4, samples];
            foreach (var (r, j) in Enumerable.Range(0, 4).SelectMany(r => Enumerable.Range(0, samples).Select(j => (r, j))))
                table[r, j] = 2 * Gaussian(random);
            var (gain, most) = CouplingLimits.Gains(table);
            var own = Enumerable.Range(0, 4).Average(r => LogNumbers.LogSumExp([.. Enumerable.Range(0, samples).Select(j => table[r, j])]));
            shortfalls.Add(Best(table) - own + gain - most);
        }

        Assert.All(shortfalls, shortfall => Assert.InRange(shortfall, -1e-9, samples == 2 ? 1e-9 : 0.1));
        Assert.Equal(samples == 3, shortfalls.Max() > 1e-6);
    }

    /// <summary>The best mean of log Σ over all orders of all columns but the first.</summary>
    private static double Best(double[,] table)
    {
        var (draws, count) = (table.GetLength(0), table.GetLength(1));
        int[][] orders = [.. Orders([.. Enumerable.Range(0, draws)])];
        IEnumerable<int[][]> all = [[orders[0]]];
        for (var j = 1; j < count; j++)
            all = [.. all.SelectMany(before => orders.Select(order => (int[][])[.. before, order]))];
        return all.Max(columns => Enumerable.Range(0, draws).Average(r => LogNumbers.LogSumExp([.. columns.Select((order, j) => table[order[r], j])])));
    }

    private static IEnumerable<int[]> Orders(int[] items) =>
        items.Length < 2 ? [items] : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => (int[])[first, .. rest]));

    [Fact]
    public void Several_terms_are_rearranged_until_their_sum_hardly_varies()
    {
        // Three terms, each zero twice in three draws: together one of them can always be there.
        var random = new Random(3);
        var report = Report(_ => [.. Enumerable.Range(0, 3).Select(_ => Log(random.Next(3) == 0 ? 1 : 1e-9))]);
        Assert.InRange(report.LogEstimates.Average() - report.CouplingGain + report.CouplingCeiling, -0.5, 0.1);
        Assert.True(report.CouplingCeiling > 3);
    }

    private static DatumReport Report(Func<int, double[]> terms)
    {
        double[][] rows = [.. Enumerable.Range(0, Draws).Select(terms)];
        var table = new double[Draws, rows[0].Length];
        for (var r = 0; r < Draws; r++)
        {
            for (var j = 0; j < rows[r].Length; j++)
                table[r, j] = rows[r][j];
        }

        return DatumReport.Of(table);
    }

    private static double Log(double value) => Math.Log(value);

    private static double Gaussian(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
