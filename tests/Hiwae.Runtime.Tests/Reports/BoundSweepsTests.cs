using Hiwae.Reports;
using Hiwae.Runtime.Tests.Laws;

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

    /// <summary>Of learned weights it is the mean of the powers that training climbs, of the same draws.</summary>
    [Fact]
    public void Learned_weights_are_weighed_by_what_they_are()
    {
        const int Repeats = 200;
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearLearned>(noise);
        var data = network.Checked(RandomData.Of(LinearLearned.Description, 1, noise));
        var found = BoundSweeps.ByAlpha([.. EstimatorReports.Data(network, data, Repeats, Noise.FromSeed(2, dtype: ScalarType.Float64))]);
        var proposal = network.Propose(data.Repeat(Repeats), network.Samples, Noise.FromSeed(2, dtype: ScalarType.Float64));
        Assert.All(found, point => Assert.Equal((proposal.LogPowers(point.Place).logsumexp(-1) / (1 - point.Place)).mean().item<double>(), point.Bound, 9));
        Assert.NotEqual(proposal.LogMixture![0, 0].item<double>(), proposal.LogMixture[0, 1].item<double>(), 3);
    }

    [Fact]
    public void With_heads_whole_rounds_of_them_count() =>
        Assert.Equal([2, 4, 6], BoundSweeps.BySamples(Data, 6, heads: 2).Select(point => point.Place));
}
