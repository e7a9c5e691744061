using Hiwae.Compilation;
using Hiwae.Programs;
using Hiwae.Runtime.Tests.Laws;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Training;

/// <summary>What a step ascends: its gradient against that of the formula, written out, at the same parameters and draws.</summary>
public sealed class ObjectiveTests
{
    private const double Much = 1e6;

    private static readonly TrainingOptions Options = new() { Seed = 7, GradientNorm = null };

    /// <summary>Both paths, or the one that the engine has.</summary>
    public static TheoryData<StepPath> Paths => [StepPath.Compiled, StepPath.Portable];

    [Theory, MemberData(nameof(Paths))]
    public void At_the_start_of_a_warm_up_nothing_but_the_data_counts(StepPath path)
    {
        using var scope = NewDisposeScope();
        var stepped = Stepped<TinyBalance>(Options with { WarmUp = 2, Step = path });
        AssertClose(ByHand<TinyBalance>(p => (Observed(p) - Math.Log(3)).logsumexp(-1).mean()), stepped);
        Assert.All(stepped.Where(g => g.Key.StartsWith("r_", StringComparison.Ordinal)), g => Assert.Equal(0, g.Value.abs().max().ToDouble()));
        Assert.True(stepped["q_z0.head.weight"].abs().max().ToDouble() > 0);
    }

    [Theory, MemberData(nameof(Paths))]
    public void In_mid_warm_up_everything_else_counts_its_share(StepPath path)
    {
        using var scope = NewDisposeScope();
        var stepped = Stepped<TinyBalance>(Options with { WarmUp = 4, Step = path }, step: 1);
        AssertClose(ByHand<TinyBalance>(p => (Observed(p) + (0.25 * (p.LogTerms() - Observed(p) + Math.Log(3))) - Math.Log(3)).logsumexp(-1).mean()), stepped);
        AssertClose(Stepped<TinyBalance>(Options with { Step = path }), Stepped<TinyBalance>(Options with { WarmUp = 4, Step = path }, step: 4), 0);
    }

    /// <summary>At K = 1 that is the β-VAE, E log p(x | z) − β KL.</summary>
    [Theory, MemberData(nameof(Paths))]
    public void With_a_KL_weight_everything_else_counts_so_many_times(StepPath path)
    {
        using var scope = NewDisposeScope();
        var options = Options with { KlWeight = 4, Step = path };
        AssertClose(ByHand<TinyBalance>(p => (Observed(p) + (4 * (p.LogTerms() - Observed(p) + Math.Log(3))) - Math.Log(3)).logsumexp(-1).mean()), Stepped<TinyBalance>(options));
        AssertClose(Stepped<TinyBalance>(Options with { Step = path, KlWeight = 2 }), Stepped<TinyBalance>(options with { WarmUp = 4 }, step: 2), 0);
        AssertClose(Stepped<TinyBalance>(Options with { Step = path }), Stepped<TinyBalance>(options with { KlWeight = 1 }), 0);
    }

    /// <summary>Written out once more, for weights of each kind, also in mid-warm-up.</summary>
    [Theory, MemberData(nameof(Paths))]
    public void With_an_alpha_a_step_ascends_the_power_mean(StepPath path)
    {
        const double order = 0.6;
        using var scope = NewDisposeScope();
        var options = Options with { Alpha = 1 - order, Step = path };
        AssertClose(ByHand<TinyBalance>(p => ((p.LogTerms() + Math.Log(3)).mul(order).logsumexp(-1) - Math.Log(3)).mean() / order), Stepped<TinyBalance>(options));
        AssertClose(ByHand<LinearIwae>(p => (p.LogWeights.mul(order).logsumexp(-1) - Math.Log(3)).mean() / order), Stepped<LinearIwae>(options));
        AssertClose(ByHand<LinearLearned>(p => (p.LogMixture! + (p.LogWeights * order)).logsumexp(-1).mean() / order), Stepped<LinearLearned>(options));
        AssertClose(
            ByHand<TinyBalance>(p => (((Observed(p) * 0.75) + (0.25 * (p.LogTerms() + Math.Log(3)))) * order).logsumexp(-1).mean() / order),
            Stepped<TinyBalance>(options with { WarmUp = 4 }, step: 1));
    }

    [Fact]
    public void The_bound_of_a_step_is_that_of_its_alpha()
    {
        double At(double alpha)
        {
            using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
            network.train();
            var data = RandomData.Of(TinyBalance.Description, 5, Noise.FromSeed(2));
            return network.WriteGradients(data, Noise.FromSeed(3), StepChoice.Decide(network, isTraining: true), Gradient.Reparameterised, alpha: alpha);
        }

        using var scope = NewDisposeScope();
        double[] bounds = [.. new[] { 0, 0.3, 0.6, 0.9 }.Select(At)];
        Assert.All(bounds.Zip(bounds.Skip(1)), pair => Assert.True(pair.First > pair.Second));
    }

    [Theory]
    [InlineData(Gradient.Reparameterised)]
    [InlineData(Gradient.StickingTheLanding)]
    [InlineData(Gradient.DoublyReparameterised)]
    public void With_one_sample_and_everything_free_the_cost_of_z_has_no_gradient(Gradient gradient)
    {
        using var scope = NewDisposeScope();
        var stepped = Stepped<LinearElbo>(Options with { FreeBits = Much, Gradient = gradient });
        AssertClose(ByHand<LinearElbo>(p => Observed(p).mean()), stepped);
        Assert.All(stepped.Where(g => g.Key.StartsWith("r_", StringComparison.Ordinal)), g => Assert.Equal(0, g.Value.abs().max().ToDouble(), 1e-6));
    }

    [Fact]
    public void What_falls_short_of_the_free_bits_is_taken_off_in_the_mean()
    {
        using var scope = NewDisposeScope();
        var cost = Cost(out var data);
        Assert.True(data.Min() < cost && cost < data.Max());

        // Some data cost more than is free and some less: all count, since it is their mean that falls short.
        var expected = ByHand<TinyBalance>(p => p.LogEstimate().mean() + (p.LogTerms(0) - p.LogTerms()).mean());
        AssertClose(expected, Stepped<TinyBalance>(Options with { FreeBits = cost + 1e-3 }));
        AssertClose(expected, Stepped<TinyBalance>(Options with { FreeBits = Much }));
    }

    [Fact]
    public void Where_z_costs_more_than_is_free_the_bound_is_untouched()
    {
        using var scope = NewDisposeScope();
        using var repeatable = new OneThread();
        var plain = Stepped<TinyBalance>(Options with { Step = StepPath.Portable });
        AssertClose(plain, Stepped<TinyBalance>(Options with { FreeBits = Cost(out _) - 1e-3 }), 0);
        AssertClose(plain, Stepped<TinyBalance>(Options with { FreeBits = 0, Step = StepPath.Portable }), 0);
    }

    [Fact]
    public void Free_bits_are_warmed_up_with_the_cost_that_they_stand_for()
    {
        using var scope = NewDisposeScope();
        var expected = ByHand<TinyBalance>(p => p.LogTerms(0.5).logsumexp(-1).mean() + (p.LogTerms(0) - p.LogTerms(0.5)).mean());
        AssertClose(expected, Stepped<TinyBalance>(Options with { FreeBits = Much, WarmUp = 2 }, step: 1));
    }

    /// <summary>Beyond 7.5 standard errors, estimated from 60 pairs, Student's t lies about once in 10⁹ times for each of some hundred numbers.</summary>
    [Fact]
    public void Under_double_reparameterisation_free_bits_have_the_gradient_that_they_have_in_the_mean()
    {
        const int Pairs = 60;
        using var scope = NewDisposeScope();
        Observation data = Noise.FromSeed(5).Uniform(1, 3).expand(1000, 3).contiguous();
        Tensor Gradients(Gradient gradient, long seed)
        {
            var options = Options with { Gradient = gradient, FreeBits = Much };
            using var state = Trainer.Start<LinearOwnReverse>(options);
            Trainer.Step(state with { Noise = Noise.FromSeed(seed) }, data, options);
            return cat([.. GradientsOf(state.Network).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Value.flatten())], 0);
        }

        var differences = stack(Enumerable.Range(0, Pairs).Select(i =>
            Gradients(Gradient.Reparameterised, 1000 + i) - Gradients(Gradient.DoublyReparameterised, 2000 + i)).ToArray(), 0);
        var mean = differences.mean([0]);
        var error = ((differences - mean).square().sum([0]) / ((Pairs - 1) * Pairs)).sqrt();
        Assert.InRange((mean.abs() / (error + 1e-9)).max().ToDouble(), 0, 7.5);
    }

    [Fact]
    public void A_step_returns_the_bound_whatever_is_free()
    {
        using var scope = NewDisposeScope();
        double Bound(TrainingOptions options)
        {
            using var state = Trainer.Start<TinyBalance>(options);
            return Trainer.Step(state with { Noise = Noise.FromSeed(3) }, Data(16), options).Bound;
        }

        Assert.Equal(Bound(Options with { Step = StepPath.Portable }), Bound(Options with { FreeBits = Much }), 1e-5);
    }

    [Theory]
    [InlineData(Gradient.Reparameterised)]
    [InlineData(Gradient.StickingTheLanding)]
    [InlineData(Gradient.DoublyReparameterised)]
    public void A_step_takes_the_gradient_that_is_asked_for(Gradient gradient)
    {
        using var scope = NewDisposeScope();
        using var network = LinearOwnReverse.CreateNetwork(Noise.FromSeed(Options.Seed));
        using var tape = GradientTape.Of(gradient);
        var data = Data(3);
        tape.Backward(network.Propose(data, 3, Noise.FromSeed(3), tape).LogTerms(), -1.0 / data.Batch);
        AssertClose(GradientsOf(network), Stepped<LinearOwnReverse>(Options with { Gradient = gradient }));
    }

    [Fact]
    public void Free_bits_take_the_portable_path_and_say_why()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        var decision = (Options with { FreeBits = 1 }).Decide(network);
        Assert.False(decision.IsCompiled);
        Assert.Contains("free bits", decision.Reason, StringComparison.Ordinal);
        var error = Assert.Throws<ArgumentException>(() => Trainer.Start<TinyBalance>(Options with { FreeBits = 1.5, Step = StepPath.Compiled }));
        Assert.Contains("with 1.5 nats of free bits", error.Message, StringComparison.Ordinal);
        Assert.Contains("portable", error.Message, StringComparison.Ordinal);
        Assert.Equal(new(false, "that was asked for"), (Options with { FreeBits = 1, Step = StepPath.Portable }).Decide(network));
        Assert.Equal(StepChoice.Decide(network), Options.Decide(network));
    }

    /// <summary>KL̂ of the batch, and of each datum.</summary>
    private static double Cost(out double[] data)
    {
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(Options.Seed));
        var proposal = network.Propose(Data(16), 3, Noise.FromSeed(3));
        var costs = (proposal.LogTerms(0) - proposal.LogTerms()).detach().mean([1]).to_type(ScalarType.Float64);
        data = costs.data<double>().ToArray();
        return costs.mean().ToDouble();
    }

    private static Tensor Observed<TModel>(Proposal<TModel> proposal) where TModel : class, IModel<TModel> =>
        proposal.Factors.Single(factor => factor is { Kind: FactorKind.P, Variable: "X" }).LogDensity;

    /// <summary>The gradients that one step leaves, at the initial parameters.</summary>
    private static Dictionary<string, Tensor> Stepped<TModel>(TrainingOptions options, long step = 0) where TModel : class, IModel<TModel>
    {
        using var state = Trainer.Start<TModel>(options);
        Trainer.Step(state with { Noise = Noise.FromSeed(3), Step = step }, Data(TModel.Description.Variables[0].Size), options);
        return GradientsOf(state.Network);
    }

    /// <summary>Those of an objective of the same draws, at the same parameters.</summary>
    private static Dictionary<string, Tensor> ByHand<TModel>(Func<Proposal<TModel>, Tensor> objective) where TModel : class, IModel<TModel>
    {
        using var network = TModel.CreateNetwork(Noise.FromSeed(Options.Seed));
        objective(network.Propose(Data(TModel.Description.Variables[0].Size), network.Samples, Noise.FromSeed(3))).neg().backward();
        return GradientsOf(network);
    }

    private static Observation Data(int size) => Noise.FromSeed(5).Uniform(20, size).round();

    private static Dictionary<string, Tensor> GradientsOf(nn.Module network) => network.named_parameters().ToDictionary(
        entry => entry.name, entry => entry.parameter.grad is { } gradient ? gradient.clone() : zeros_like(entry.parameter));

    private static void AssertClose(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> actual, double tolerance = 1e-4)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, gradient) in expected)
        {
            var largest = gradient.abs().max().ToDouble();
            var error = (gradient - actual[name]).abs().max().ToDouble();
            Assert.True(error <= tolerance * (largest + 1e-3), $"{name}: off by {error} of {largest}");
        }
    }
}
