using Hiwae.Reports;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 5 }, 5)]
    [InlineData(new[] { 4.0, 1, 100, 2 }, 3)]
    [InlineData(new[] { double.NaN, 4.0, 1 }, 2.5)]
    public void The_median_is_the_middle_of_what_is_a_number(double[] values, double median) => Assert.Equal(median, Statistics.Median(values));

    [Fact]
    public void Nothing_has_no_median() => Assert.Equal(double.NaN, Statistics.Median([]));
}
