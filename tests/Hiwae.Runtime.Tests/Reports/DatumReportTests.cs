using FsCheck.Fluent;
using Hiwae.Reports;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class DatumReportTests
{
    [Fact]
    public void The_parts_of_the_variance_add_up_to_it_at_any_level()
    {
        var cases =
            from seed in Property.Seeds
            from repeats in Gen.Choose(2, 60)
            from samples in Gen.Choose(1, 7)
            from level in Gen.Elements(-5000.0, -90, 0, 90, 5000)
            select (seed, repeats, samples, level);
        Property.Holds(cases, c =>
        {
            var table = Tables.Normal(new(c.seed), c.repeats, c.samples, c.level);
            var report = DatumReport.Of(table);
            double[] estimates =
            [
                .. Enumerable.Range(0, c.repeats).Select(r => Enumerable.Range(0, c.samples).Sum(j => Math.Exp(table[r, j] - c.level))),
            ];
            var mean = estimates.Average();
            var whole = estimates.Sum(value => (value - mean) * (value - mean)) / (c.repeats - 1) / (mean * mean);
            Assert.Equal(1, report.Variance.Whole / whole, 9);
            Assert.True(report.Variance.Own >= 0);
        }, tests: 100);
    }

    [Fact]
    public void Equal_terms_vary_together_and_complementary_ones_not_at_all()
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
        var equal = DatumReport.Of(Tables.Of(200, 4, (r, _) => Math.Log(values[r])));
        Assert.Equal(3, equal.Variance.Shared / equal.Variance.Own, 9);
        Assert.Equal(1, equal.Correlations[0, 3], 9);

        var complementary = DatumReport.Of(Tables.Of(200, 2, (r, j) => Math.Log(j == 0 ? values[r] : 1 - values[r])));
        Assert.Equal(0, complementary.Variance.Whole, 12);
        Assert.Equal(-1, complementary.Variance.Shared / complementary.Variance.Own, 9);
        Assert.Equal(-1, complementary.Correlations[0, 1], 9);
    }

    [Fact]
    public void Correlations_are_those_of_the_terms_and_of_their_logarithms()
    {
        // log v = a + s u, log v' = a' + s' (c u + √(1 − c²) u'): the correlation of the logs is c, and that of the terms
        // (e^{s s' c} − 1) / √((e^{s²} − 1)(e^{s'²} − 1)). Six standard errors of 40,000 draws: about 1e-9 to fail by chance.
        const double C = -0.6;
        var (random, u) = (new Random(7), Tables.Normal(new(8), 40000, 1));
        var report = DatumReport.Of(Tables.Of(40000, 2, (r, j) => j == 0
            ? 0.3 * u[r, 0]
            : -400 + (0.5 * ((C * u[r, 0]) + (Math.Sqrt(1 - (C * C)) * Tables.Normal(random))))));
        Assert.Equal(C, report.LogCorrelations[0, 1], 0.02);
        var expected = (Math.Exp(0.15 * C) - 1) / Math.Sqrt((Math.Exp(0.09) - 1) * (Math.Exp(0.25) - 1));
        Assert.Equal(expected, report.Correlations[1, 0], 0.02);
        Assert.Equal(1, report.Correlations[1, 1], 12);
    }

    [Fact]
    public void Weights_of_a_draw_are_measured_by_their_share()
    {
        var report = DatumReport.Of(Tables.Of(3, 4, (r, j) => -1000 + (j == r ? Math.Log(3) : 0)));
        Assert.All(report.LargestWeights, weight => Assert.Equal(0.5, weight, 12));
        Assert.Equal(3, report.EffectiveSampleSize, 9);
        Assert.All(report.LogEstimates, value => Assert.Equal(-1000 + Math.Log(6), value, 9));
    }

    [Fact]
    public void A_weight_of_zero_is_survived()
    {
        var report = DatumReport.Of(new[,] { { double.NegativeInfinity, 0 }, { 0, double.NegativeInfinity }, { 0, 0.0 } });
        Assert.Equal(4.0 / 3, report.EffectiveSampleSize, 9);
        Assert.Equal((double[])[0, 0, Math.Log(2)], report.LogEstimates);
        Assert.True(report.Variance.Whole > 0);
        Assert.True(double.IsNaN(report.LogCorrelations[0, 1]));
    }
}
