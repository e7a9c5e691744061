using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Bounds;

/// <summary>Weights of heads that draw several times each, beside their definition.</summary>
public sealed class HeadWeightTests
{
    private const int Draws = 3;
    private const int Count = 2;

    /// <summary>log q_i(z_j), [batch, samples, heads].</summary>
    private static Tensor Densities(long seed) => Noise.FromSeed(seed, dtype: ScalarType.Float64).Normal(4, Draws * Count, Count) * 3;

    [Fact]
    public void Balance_is_a_density_among_all_samples_of_all_heads() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var densities = Densities(seed);
        var found = Weighting.Balance(densities);
        for (var j = 0; j < Draws * Count; j++)
        {
            var own = densities.select(1, j).select(1, j % Count).exp();
            Close(own / (Draws * densities.select(1, j).exp().sum(-1)), found.select(1, j).exp());
        }
    });

    [Fact]
    public void Several_draws_of_heads_weigh_what_as_many_equal_heads_do() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var densities = Densities(seed);
        var repeated = densities.repeat(1, 1, Draws); // Head i once more behind the last, and so on.
        Close(Weighting.Balance(repeated), Weighting.Balance(densities));
        Close(Weighting.Power(repeated, 2), Weighting.Power(densities, 2));
        Close(Weighting.Power(repeated, 0), Weighting.Power(densities, 0));
        Close(Weighting.Maximum(repeated).exp(), Weighting.Maximum(densities).exp());
    });

    [Fact]
    public void Learned_weights_are_shared_by_the_draws_of_a_head()
    {
        using var scope = NewDisposeScope();
        using var weights = new LearnedWeights("pi", Count, Noise.FromSeed(1, dtype: ScalarType.Float64));
        using (no_grad())
            weights.parameters().Single().copy_(tensor(new[] { 0.0, Math.Log(3) }, dtype: ScalarType.Float64));
        double[] expected = [0.25 / 3, 0.75 / 3, 0.25 / 3, 0.75 / 3, 0.25 / 3, 0.75 / 3];
        Assert.All(weights.LogWeights(Draws * Count).exp().flatten().data<double>().Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    /// <summary>Thousands of samples over five heads, on both paths, in groups and as one call.</summary>
    [Theory, InlineData(StepPath.Portable), InlineData(StepPath.Compiled)]
    public void Thousands_of_samples_are_evaluated(StepPath path)
    {
        using var scope = NewDisposeScope();
        using var network = FiveHeads.CreateNetwork(Noise.FromSeed(1));
        var x = Noise.FromSeed(2).Normal(3, 4);
        Observation data = x;
        EvaluationOptions options = new() { Samples = 5000, Step = path };
        Assert.Equal(5000, Evaluator.WholeGroups(network, 5000));
        double[] all = [.. Evaluator.LogEstimates(network, data, options).SelectMany(block => block)];
        using var constant = no_grad();
        var once = network.LogEstimate(data, 5000, Noise.FromSeed(7)).to_type(ScalarType.Float64).data<double>().ToArray();
        Assert.All(all.Zip(once), pair => Assert.Equal(pair.Second, pair.First, 0.5)); // A factor that is left out, such as 1/L, is larger than chance.
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().ToDouble() < 1e-12);
    }
}

/// <summary>Five heads without an auxiliary.</summary>
[Model(Samples = 10, Heads = 5, Weights = Weights.Balance)]
public sealed partial record FiveHeads(
    [Shape(4), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [6], Distinct = true)] Tensor Z);
