using FsCheck.Fluent;
using Hiwae.Cli.Pictures.Svg;

namespace Hiwae.Cli.Tests.Svg;

public sealed class TickTests
{
    [Fact]
    public void Ticks_are_round_in_order_and_inside()
    {
        var ranges =
            from low in Gen.Choose(-100000, 100000)
            from length in Gen.Choose(1, 100000)
            from scale in Gen.Elements(1e-6, 1e-3, 1, 1e3)
            select new Extent(low * scale, (low + length) * scale);
        FsCheck.Check.One(FsCheck.Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(ranges.ToArbitrary(), range =>
        {
            var ticks = Ticks.In(range, isLogarithmic: false);
            Assert.InRange(ticks.Count, 2, 9);
            Assert.All(ticks, tick => Assert.InRange(tick.Position, range.Low - (1e-6 * range.Length), range.High + (1e-6 * range.Length)));
            Assert.Equal(ticks.Count, ticks.Select(tick => tick.Label).Distinct().Count());
        }));
    }

    [Fact]
    public void Labels_have_the_decimals_that_the_step_needs()
    {
        Assert.Equal(["−0.5", "0", "0.5", "1.0"], Ticks.In(new(-0.6, 1.1), false, 4).Select(tick => tick.Label));
        Assert.Equal(["0", "20", "40", "60", "80", "100"], Ticks.In(new(0, 100), false).Select(tick => tick.Label));
    }

    [Fact]
    public void Logarithmic_ticks_are_ones_twos_and_fives() =>
        Assert.Equal(["1", "2", "5", "10", "20", "50"], Ticks.In(new(1, 60), true).Select(tick => tick.Label));
}
