namespace Hiwae.Bench.Tests;

public class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5)]
    [InlineData(new[] { 4.0, 1, 100, 2 }, 3)]
    public void The_median_is_the_middle(double[] values, double median) => Assert.Equal(median, Statistics.Median(values));

    [Fact]
    public void One_wild_round_does_not_widen_the_spread() =>
        Assert.Equal(0.1, Statistics.Spread([10.5, 9.5, 10, 1000, 1]), 12);
}
