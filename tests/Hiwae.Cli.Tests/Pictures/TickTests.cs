using FsCheck.Fluent;
using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests.Pictures;

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
    public void Whole_ticks_are_whole_however_short_the_range()
    {
        Assert.Equal(["1", "2", "3"], Ticks.In(new(0.9, 3.1), false, about: 8, isWhole: true).Select(tick => tick.Label));
        Assert.Equal(["0", "10", "20", "30"], Ticks.In(new(-1, 31), false, about: 4, isWhole: true).Select(tick => tick.Label));
    }

    [Theory]
    [InlineData(1, 60, "1 2 5 10 20 50")]
    [InlineData(0.8, 1200, "1 10 100 1000")]
    [InlineData(0.3, 4, "0.5 1 2")]
    [InlineData(3e-7, 0.02, "10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³ 10⁻²")]
    [InlineData(4e-5, 3e-4, "5·10⁻⁵ 10⁻⁴ 2·10⁻⁴")]
    public void Logarithmic_ticks_are_powers_of_ten_and_between_few_of_them_twos_and_fives(double low, double high, string labels) =>
        Assert.Equal(labels.Split(' '), Ticks.In(new(low, high), true).Select(tick => tick.Label));

    [Fact]
    public void Between_powers_of_ten_there_are_marks_unless_they_are_many()
    {
        Assert.Equal([5, 6, 7, 8, 9, 20, 30], Ticks.Between(new(4.5, 35)));
        Assert.Empty(Ticks.Between(new(1e-9, 1)));
    }
}
