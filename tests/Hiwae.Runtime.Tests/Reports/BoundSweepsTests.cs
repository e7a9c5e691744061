using Hiwae.Reports;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class BoundSweepsTests
{
    private static readonly DatumReport[] Data = [.. Enumerable.Range(0, 5).Select(i => DatumReport.Of(Tables.Normal(new(i), 64, 6, -100 * i)))];

    [Fact]
    public void At_alpha_zero_and_with_all_samples_it_is_the_bound()
    {
        var bound = EstimatorReport.Of(Data).Bound;
        Assert.Equal(bound, BoundSweeps.ByAlpha(Data)[0].Bound, 9);
        var last = BoundSweeps.BySamples(Data, 6, heads: 1)[^1];
        Assert.Equal(6, last.Place);
        Assert.Equal(bound, last.Bound, 9);
    }

    [Fact]
    public void It_decreases_in_alpha_for_these_very_draws()
    {
        var bounds = BoundSweeps.ByAlpha(Data);
        Assert.Equal(BoundSweeps.Alphas, bounds.Select(point => point.Place));
        Assert.All(bounds.Zip(bounds.Skip(1)), pair => Assert.True(pair.First.Bound > pair.Second.Bound));
    }

    [Fact]
    public void With_heads_whole_rounds_of_them_count() =>
        Assert.Equal([2, 4, 6], BoundSweeps.BySamples(Data, 6, heads: 2).Select(point => point.Place));
}
