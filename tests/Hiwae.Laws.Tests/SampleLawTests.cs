namespace Hiwae.Runtime.Tests.Laws;

/// <summary>Laws 3, 5 and 6, which hold for each realisation, without any Monte Carlo error.</summary>
public sealed class SampleLawTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void More_samples_never_loosen_the_bound(int size) => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var weights = LogWeights<LinearExchangeable>(seed, samples: 5);
        var all = weights.logsumexp(-1) - Math.Log(5);
        var subsets = Subsets(5, size).Select(subset => weights.index_select(1, tensor(subset)).logsumexp(-1) - Math.Log(size)).ToList();
        var mean = stack(subsets, 0).mean([0]);
        Assert.True((mean - all).max().ToDouble() <= 1e-12);
    });

    [Fact]
    public void One_sample_gives_the_evidence_lower_bound() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearElbo>(noise);
        var proposal = network.Propose(noise.Normal(6, 3), 1, noise);
        Assert.Equal(0, (proposal.LogEstimate() - proposal.LogWeights.squeeze(1)).abs().max().ToDouble(), 12);
    });

    [Fact]
    public void The_order_of_exchangeable_samples_does_not_matter() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var weights = LogWeights<LinearHierarchical>(seed, samples: 5);
        var shuffled = weights.index_select(1, Noise.FromSeed(seed).Permutation(5));
        Assert.Equal(0, (weights.logsumexp(-1) - shuffled.logsumexp(-1)).abs().max().ToDouble(), 12);
    });

    private static Tensor LogWeights<TModel>(int seed, int samples) where TModel : class, IModel<TModel>
    {
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<TModel>(noise);
        return network.LogWeights(noise.Normal(6, 3), samples, noise);
    }

    private static IEnumerable<long[]> Subsets(int count, int size) => Enumerable.Range(0, 1 << count)
        .Where(bits => int.PopCount(bits) == size)
        .Select(bits => Enumerable.Range(0, count).Where(i => (bits >> i & 1) == 1).Select(i => (long)i).ToArray());
}
