using FsCheck.Fluent;
using Hiwae.Reports;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class ParetoTailTests
{
    /// <summary>
    /// The standard error of k̂ from n exceedances is about (1 + k) / √n, the pull towards 0.5 at most 10/n of the distance.
    /// Six standard errors: about 2e-9 to fail by chance, for each.
    /// </summary>
    [Theory]
    [InlineData(-0.3)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(1.5)]
    public void The_shape_of_generalised_Pareto_exceedances_is_found(double shape)
    {
        const int Count = 10000;
        const double Scale = 2.5;
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, Count).Select(_ => Scale * Quantile(random.NextDouble(), shape)).Order()];
        var fit = ParetoTail.Fit(values);
        var error = 6 * (1 + Math.Max(0, shape)) / Math.Sqrt(Count);
        Assert.Equal(shape, fit.Shape, error + (10.0 / Count));
        Assert.InRange(fit.Scale / Scale, 1 - (2 * error), 1 + (2 * error));
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(1.2)]
    public void The_tail_of_Pareto_ratios_is_found_at_any_level(double shape)
    {
        // 3 √100,000 = 949 exceedances: six standard errors are about 0.2 (1 + k).
        var random = new Random(11);
        double[] logs = [.. Enumerable.Range(0, 100_000).Select(_ => -shape * Math.Log(1 - random.NextDouble()))];
        var found = ParetoTail.Shape(logs);
        Assert.Equal(shape, found, 0.2 * (1 + shape));
        Assert.Equal(found, ParetoTail.Shape(logs.Select(value => value - 4000)), 6);
    }

    [Fact]
    public void Light_tails_are_told_from_heavy_ones()
    {
        var random = new Random(5);
        double Draw(double sigma) => ParetoTail.Shape([.. Enumerable.Range(0, 5000).Select(_ => sigma * Tables.Normal(random))]);
        Assert.True(Draw(0.1) < 0.35);
        Assert.True(Draw(5) > ParetoTail.Unreliable);
    }

    /// <summary>The published algorithm, written a second time in another language, on a few numbers: what is done to few exceedances counts here.</summary>
    [Theory]
    [InlineData(new[] { 0.1, 0.3, 0.4, 1, 2.5, 7 }, 0.5698798664784461, 0.8667133805277579)]
    [InlineData(new[] { 0.5, 1, 2, 3, 4, 5, 6, 20 }, 0.4490067892750776, 3.5521852288347033)]
    public void The_fit_is_that_of_the_published_algorithm(double[] exceedances, double shape, double scale)
    {
        var fit = ParetoTail.Fit(exceedances);
        Assert.Equal(shape, fit.Shape, 10);
        Assert.Equal(scale, fit.Scale, 10);
    }

    /// <summary>The ratios 1, 4, 9, …: of 30 the largest 6, of 400 the largest 60, which is 3 √400.</summary>
    [Theory]
    [InlineData(30, 0.056464406808321876)]
    [InlineData(60, -0.16212169806034646)]
    [InlineData(400, -0.6963760456927415)]
    public void A_fifth_of_the_ratios_is_fitted_but_no_more_than_three_roots(int count, double shape) =>
        Assert.Equal(shape, ParetoTail.Shape(Enumerable.Range(1, count).Select(i => 2 * Math.Log(i))), 10);

    [Fact]
    public void Five_exceedances_are_enough_and_four_are_not()
    {
        Assert.True(double.IsFinite(ParetoTail.Shape(Enumerable.Range(1, 21).Select(i => 2 * Math.Log(i)))));
        Assert.True(double.IsNaN(ParetoTail.Shape(Enumerable.Range(1, 20).Select(i => 2 * Math.Log(i)))));
        Assert.True(double.IsFinite(ParetoTail.Fit([1, 2, 3, 4, 5]).Shape));
        Assert.True(double.IsNaN(ParetoTail.Fit([1, 2, 3, 4]).Shape));
    }

    [Fact]
    public void Degenerate_ratios_have_no_shape()
    {
        Assert.True(double.IsNaN(ParetoTail.Shape([])));
        Assert.True(double.IsNaN(ParetoTail.Shape(Enumerable.Repeat(-3.0, 1000))));
        Assert.True(double.IsNaN(ParetoTail.Shape(Enumerable.Repeat(double.NegativeInfinity, 1000))));
        Assert.True(double.IsNaN(ParetoTail.Shape([1, 2, 3, 4, 5, 6, 7, 8])));
        Assert.True(double.IsNaN(ParetoTail.Fit([1, 1, 1, 1, 1, 1]).Shape));
        Assert.True(double.IsNaN(ParetoTail.Fit([1, 2, 3]).Shape));
    }

    [Fact]
    public void Ratios_thousands_of_nats_apart_and_ratios_of_zero_give_a_number_or_none_but_never_a_fault()
    {
        var cases =
            from seed in Property.Seeds
            from count in Gen.Choose(1, 400)
            from spread in Gen.Elements(1e-9, 1, 30, 3000)
            from zeros in Gen.Choose(0, 100)
            select (seed, count, spread, zeros);
        Property.Holds(cases, c =>
        {
            var random = new Random(c.seed);
            var shape = ParetoTail.Shape(
            [
                .. Enumerable.Range(0, c.count).Select(_ => random.Next(100) < c.zeros ? double.NegativeInfinity : c.spread * Tables.Normal(random)),
            ]);
            Assert.False(double.IsInfinity(shape));
            if (c is { spread: 3000, zeros: 0, count: >= 100 })
                Assert.True(shape > 5);
        }, tests: 200);
    }

    /// <summary>Of the law with scale one.</summary>
    private static double Quantile(double probability, double shape) =>
        shape == 0 ? -Math.Log(1 - probability) : (Math.Pow(1 - probability, -shape) - 1) / shape;
}
