using Hiwae.Reports;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class SampleSweepTests
{
    private static readonly DatumReport[] Data = [.. Enumerable.Range(0, 5).Select(i => DatumReport.Of(Tables.Normal(new(i), 64, 3, -100 * i)))];

    [Fact]
    public void One_group_gives_the_bound_and_all_groups_the_logarithm_of_the_mean()
    {
        var sweep = SampleSweep.Of(Data, samples: 3, groups: [1, 64]);
        Assert.Equal([3, 192], sweep.Select(point => point.Samples));
        Assert.Equal(EstimatorReport.Of(Data).Bound, sweep[0].Bound, 9);
        var expected = Data.Average(datum => datum.LogEstimates.Max() + Math.Log(datum.LogEstimates.Average(value => Math.Exp(value - datum.LogEstimates.Max()))));
        Assert.Equal(expected, sweep[1].Bound, 9);
        Assert.True(double.IsNaN(sweep[1].Error));
    }

    /// <summary>By Jensen's inequality, for these very draws: each group of 2 M is two groups of M.</summary>
    [Fact]
    public void More_groups_never_loosen_the_bound()
    {
        var bounds = SampleSweep.Of(Data, samples: 3, groups: [1, 2, 4, 8, 16, 32, 64]).Select(point => point.Bound).ToArray();
        Assert.All(bounds.Zip(bounds.Skip(1)), pair => Assert.True(pair.First <= pair.Second + 1e-12));
    }

    [Fact]
    public void The_error_is_that_of_the_draws()
    {
        // Of one group: the mean over data of means of 64 values, each with the variance of its own datum.
        var variance = Data.Sum(datum => datum.LogEstimates.Sum(value => Math.Pow(value - datum.LogEstimates.Average(), 2)) / 63 / 64) / 25;
        Assert.Equal(Math.Sqrt(variance), SampleSweep.Of(Data, 3, [1])[0].Error, 12);
    }

    [Fact]
    public void Draws_that_fill_no_group_are_left_out()
    {
        double Group(DatumReport datum, int start) => Math.Log(datum.LogEstimates.Skip(start).Take(25).Average(Math.Exp));
        double[][] groups = [.. Data.Take(2).Select(datum => new[] { Group(datum, 0), Group(datum, 25) })];
        var point = SampleSweep.Of(Data[..2], samples: 3, groups: [25])[0];
        Assert.Equal(75, point.Samples);
        Assert.Equal(groups.Average(group => group.Average()), point.Bound, 9);

        // The mean of two numbers has the variance of a quarter of their squared distance.
        Assert.Equal(Math.Sqrt(groups.Sum(group => Math.Pow((group[0] - group[1]) / 2, 2)) / 4), point.Error, 9);
    }

    [Fact]
    public void More_groups_than_draws_are_refused_and_never_chosen()
    {
        Assert.Contains("64 draws", Assert.Throws<ArgumentException>(() => SampleSweep.Of(Data, 3, [65])).Message, StringComparison.Ordinal);
        Assert.Contains("number of groups is 0", Assert.Throws<ArgumentException>(() => SampleSweep.Of(Data, 3, [0])).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 5, 10, 20, 50], SampleSweep.Groups(64));
        Assert.Equal([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], SampleSweep.Groups(5000));
        Assert.Equal([1, 2], SampleSweep.Groups(2));
    }
}
