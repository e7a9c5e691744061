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

    [Fact]
    public void A_mean_is_that_of_what_is_a_number()
    {
        Assert.Equal(2, Statistics.Mean([1, double.NaN, 3]));
        Assert.Equal(double.NaN, Statistics.Mean([double.NaN]));
        Assert.Equal(new[,] { { 2.0, 5 }, { double.NaN, 8 } }, Statistics.Mean([new[,] { { 1, double.NaN }, { double.NaN, 7 } }, new[,] { { 3, 5.0 }, { double.NaN, 9 } }]));
    }

    [Fact]
    public void A_variance_takes_two_numbers_and_the_error_of_a_mean_has_it_by_their_number()
    {
        Assert.Equal(double.NaN, Statistics.Variance([]));
        Assert.Equal(double.NaN, Statistics.Variance([5]));
        Assert.Equal(8, Statistics.Variance([1, 5]), 12);
        Assert.Equal(2, Statistics.StandardError([1, 5]), 12);
    }

    [Fact]
    public void Sums_by_logarithms_are_exact_at_any_level_and_of_nothing()
    {
        Assert.Equal(-2000 + Math.Log(3), LogNumbers.LogSumExp([-2000, -2000 + Math.Log(2)]), 9);
        Assert.Equal(3, LogNumbers.LogSumExp([double.NegativeInfinity, 3]));
        Assert.Equal(double.NegativeInfinity, LogNumbers.LogSumExp([]));
        Assert.Equal(Math.Log(1.5), LogNumbers.LogMeanExp([0, Math.Log(2)]), 12);
    }

    [Fact]
    public void Covariances_and_correlations_are_those_of_the_columns()
    {
        var covariance = Covariance.Of(new[,] { { 1.0, 2, 7 }, { 3, 2, 1 }, { 5, 8, 1 } });
        Assert.Equal([4, 6, -6, 6, 12, -6, -6, -6, 12], covariance.Cast<double>().Select(value => Math.Round(value, 12)));
        var correlation = Covariance.Correlation(covariance);
        Assert.Equal(6 / Math.Sqrt(48), correlation[1, 0], 12);
        Assert.Equal(-0.5, correlation[1, 2], 12);
        Assert.Equal(1, correlation[2, 2], 12);
        Assert.Equal(-2, Covariance.MeanOfPairs(covariance), 12);
        Assert.Equal(double.NaN, Covariance.MeanOfPairs(new[,] { { 1.0 } }));
        Assert.Equal(6, Covariance.MeanOfPairs(new[,] { { 4.0, 6 }, { 6, 12 } }));
    }
}
