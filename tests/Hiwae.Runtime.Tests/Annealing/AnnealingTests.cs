using Hiwae.Annealing;
using Hiwae.Compilation;
using Hiwae.Networks;
using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Annealing;

public sealed class AnnealingTests
{
    [Fact]
    public void Temperatures_rise_from_0_to_1()
    {
        foreach (var steps in (int[])[1, 2, 3, 10, 1000])
        {
            var betas = Temperatures.Sigmoid(steps);
            Assert.Equal((steps + 1, 0.0, 1.0), (betas.Length, betas[0], betas[^1]));
            Assert.All(betas.Zip(betas.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        }
    }

    [Theory]
    [InlineData(0, 16, 10, 0.65, "temperatures is 0")]
    [InlineData(10, 0, 10, 0.65, "chains is 0")]
    [InlineData(10, 16, 0, 0.65, "leapfrog steps is 0")]
    [InlineData(10, 16, 10, 1, "acceptance is 1")]
    public void An_option_out_of_its_range_is_named(int steps, int chains, int leapfrogs, double acceptance, string part)
    {
        var options = new AnnealingOptions { Steps = steps, Chains = chains, Leapfrogs = leapfrogs, Acceptance = acceptance };
        Assert.Contains(part, Assert.Throws<ArgumentException>(options.Check).Message, StringComparison.Ordinal);
    }

    /// <summary>One temperature is importance sampling from the prior.</summary>
    [Fact]
    public void Nothing_moves_with_one_temperature()
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearIwae>(Noise.FromSeed(2));
        var found = AnnealedImportance.LogLikelihoods(network, RandomData.Of(LinearIwae.Description, 3, Noise.FromSeed(1)), new() { Steps = 1 }).SelectMany(block => block);
        Assert.All(found, estimate => Assert.True(double.IsNaN(estimate.Acceptance) && double.IsFinite(estimate.Value)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_estimates_and_another_others()
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearChain>(Noise.FromSeed(2));
        var data = RandomData.Of(LinearChain.Description, 5, Noise.FromSeed(1));
        double[] Values(long seed) => [.. AnnealedImportance.LogLikelihoods(network, data, new() { Steps = 10, Seed = seed }).SelectMany(block => block).Select(estimate => estimate.Value)];
        Assert.Equal(Values(1), Values(1));
        Assert.NotEqual(Values(1), Values(2));
    }

    [Theory]
    [InlineData(StepPath.Portable)]
    [InlineData(StepPath.Compiled)]
    public void Blocks_leave_what_their_caller_makes_and_come_again(StepPath path)
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearIwae>(Noise.FromSeed(2));
        var blocks = AnnealedImportance.LogLikelihoods(network, RandomData.Of(LinearIwae.Description, 3, Noise.FromSeed(1)), new() { Steps = 2, Chains = 200, Step = path });
        var (mine, found) = (new List<Tensor>(), new List<double>());
        foreach (var block in blocks)
        {
            mine.Add(ones(1));
            found.Add(block.Single().Value);
            Assert.False(EvaluationMode.IsOn);
        }

        Assert.Equal([1, 1, 1], mine.Select(tensor => tensor.item<float>()));
        Assert.Equal(found, blocks.Select(block => block.Single().Value));
    }

    [Fact]
    public void Many_chains_move_in_parts_and_are_counted_together()
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearIwae>(Noise.FromSeed(2));
        var told = new List<StepProgress>();
        var options = new AnnealingOptions { Steps = 3, Chains = 1000, Watch = new(report: told.Add) };
        var found = AnnealedImportance.LogLikelihoods(network, RandomData.Of(LinearIwae.Description, 1, Noise.FromSeed(1)), options).Single().Single();
        Assert.Equal([333, 333, 334], AnnealedImportance.Parts(1000));
        Assert.Equal([384], AnnealedImportance.Parts(384));
        Assert.Equal(1000, found.LogWeights.Length);
        Assert.InRange(found.LogWeights.Distinct().Count(), 990, 1000); // Parts have draws of their own.
        Assert.InRange(found.Acceptance, 0.2, 1);
        Assert.Equal(3 * AnnealedImportance.Moves(options with { Chains = 1 }), AnnealedImportance.Moves(options));
        Assert.All(told, part => Assert.InRange(part.Done, 0, part.Total));
    }

    [Fact]
    public void The_rate_of_acceptance_is_near_what_is_wished()
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearIwae>(Noise.FromSeed(2));
        var found = AnnealedImportance.LogLikelihoods(network, RandomData.Of(LinearIwae.Description, 10, Noise.FromSeed(1)), new() { Steps = 200 }).SelectMany(block => block);
        Assert.InRange(found.Average(estimate => estimate.Acceptance), 0.5, 0.85);
    }

    [Fact]
    public void What_is_stopped_keeps_the_blocks_before()
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearIwae>(Noise.FromSeed(2));
        using var stop = new CancellationTokenSource();
        var options = new AnnealingOptions { Steps = 10, Chains = 200, Watch = new(stop.Token) };
        var blocks = new List<AnnealedEstimate[]>();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var block in AnnealedImportance.LogLikelihoods(network, RandomData.Of(LinearIwae.Description, 3, Noise.FromSeed(1)), options))
            {
                blocks.Add(block);
                stop.Cancel();
            }
        });
        Assert.Single(blocks);
    }

    [Fact]
    public void The_estimate_is_the_logarithm_of_a_mean()
    {
        var (one, three) = (Math.Log(1), Math.Log(3));
        var forward = AnnealedEstimate.Forward([one, three], 0.5);
        Assert.Equal(Math.Log(2), forward.Value, 12);
        Assert.Equal(0.5, forward.StandardError, 12); // The mean is 2, the standard error of two such numbers 1.
        Assert.Equal(-Math.Log((1 + (1.0 / 3)) / 2), AnnealedEstimate.Backward([one, three], 0.5).Value, 12);
        Assert.Equal(double.NegativeInfinity, AnnealedEstimate.Forward([double.NegativeInfinity], 0).Value);
    }

    [Fact]
    public void A_target_has_no_prior_to_start_from()
    {
        using var scope = NewDisposeScope();
        var target = DeclaredModels.All.First(model => model.Description.HasTarget);
        target.Accept(new Refused());
    }

    private sealed class Refused : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var network = TModel.CreateNetwork(Noise.FromSeed(1));
            var data = RandomData.Of(TModel.Description, 2, Noise.FromSeed(1));
            var error = Assert.Throws<ArgumentException>(() => AnnealedImportance.LogLikelihoods(network, data, new()));
            Assert.Contains("chains cannot start from the prior", error.Message, StringComparison.Ordinal);
            Assert.NotNull(AnnealedImportance.PriorObstacle<TModel>());
            var found = AnnealedImportance.LogLikelihoods(network, data, new() { Start = AnnealingStart.Proposal, Steps = 20 }).Single();
            Assert.All(found, estimate => Assert.True(double.IsFinite(estimate.Value)));
            return true;
        }
    }
}
