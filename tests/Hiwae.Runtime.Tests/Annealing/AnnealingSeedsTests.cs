using Hiwae.Annealing;
using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Runtime.Tests.Laws;
using Hiwae.Runtime.Tests.Reports;

namespace Hiwae.Runtime.Tests.Annealing;

/// <summary>Nothing that is drawn for one thing is drawn for another, although one seed is given for all.</summary>
public sealed class AnnealingSeedsTests
{
    private const int Data = 20;

    [Fact]
    public void Every_stream_has_a_seed_of_its_own()
    {
        long[] given = [0, 1];
        var seeds =
            from seed in given
            from datum in (long[])[0, 1, 16, 384]
            from part in (int[])[0, 1, 2]
            from start in Enum.GetValues<AnnealingStart>()
            from steps in (int[])[1, 2, 1000]
            from stream in Enum.GetValues<AnnealingStream>()
            where stream != AnnealingStream.Simulation
            select AnnealingSeeds.Of(new() { Seed = seed, Start = start, Steps = steps }, stream, datum, part);
        long[] all = [.. seeds, .. given.Select(AnnealingSeeds.OfSimulation), .. Enumerable.Range(0, 100).Select(seed => (long)seed)];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Simulated_latent_values_are_none_that_an_evaluation_draws(long seed)
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearIwae>(Noise.FromSeed(7));
        using var simulation = AnnealedImportance.Simulate(network, Data, seed);
        double[] latents = LatentPoints.Of(simulation.Latents), proposed = LatentPoints.Of([Noise.FromSeed(seed).Normal(Data, 1, latents.Length / Data)]);
        Assert.DoesNotContain(true, latents.Zip(proposed, (z, noise) => z == noise));
    }

    /// <summary>A proposal that is the point its datum comes from makes the estimate too high. A false alarm has a probability of 10⁻⁶.</summary>
    [Fact]
    public void An_estimate_on_simulated_data_does_not_depend_on_whether_seeds_are_equal()
    {
        using var scope = NewDisposeScope();
        using var network = Standard.Network<LinearIwae>(Noise.FromSeed(7));

        // Proposals are the prior, as before a training, and the mean of x depends on z.
        using (no_grad())
        {
            network.state_dict()["p_x.head.weight"].narrow(0, 0, 3).copy_(Noise.FromSeed(3).Normal(3, 2));
        }

        Assert.InRange(Excess(seed => AnnealedImportance.Simulate(network, Data, seed).Data), -Tail.Quantile, Tail.Quantile);
        Assert.True(Excess(seed => new([network.Generate(Data, Noise.FromSeed(seed)).X])) > Tail.Quantile, "data with the numbers of the proposals are not told apart");

        double Excess(Func<long, Observation> simulate)
        {
            var differences = new List<double>();
            for (long seed = 0; seed < 100; seed++)
            {
                using var each = NewDisposeScope();
                var data = simulate(seed);
                differences.AddRange(Estimates(data, seed).Zip(Estimates(data, seed + 1000), (same, other) => same - other));
            }

            var (mean, error) = EstimatorLaws.MeanAndError([.. differences]);
            return mean / error;
        }

        double[] Estimates(Observation data, long seed) => [.. Evaluator.LogEstimates(network, data, new() { Samples = 5, Seed = seed, Step = StepPath.Portable }).SelectMany(block => block)];
    }
}
