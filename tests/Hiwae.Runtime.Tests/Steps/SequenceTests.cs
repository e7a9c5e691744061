using Hiwae.Evaluation;
using Hiwae.Explanation;
using Hiwae.Laws;
using Hiwae.Training;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Sequences. That both paths agree is tested of all models together.</summary>
public sealed class SequenceTests
{
    private const int T = 4;

    [Fact]
    public void The_laws_hold()
    {
        ModelLaws.Check<LinearSequence>();
        ModelLaws.Check<FilteredSequence>();
        ModelLaws.Check<MaskedSequence>();
        ModelLaws.Check<AuxiliarySequence>();
        ModelLaws.Check<HeadedSequence>();
    }

    /// <summary>The mean of ŵ is the likelihood that the Kalman filter gives, with and without drawing samples anew, for 100,000 draws within 5 standard errors; and drawing anew makes the bound better.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void The_estimate_is_unbiased_for_what_the_Kalman_filter_gives(int seed)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var plain = LinearSequence.CreateNetwork(Noise.FromSeed(seed, dtype: ScalarType.Float64));
        using var filtered = FilteredSequence.CreateNetwork(Noise.FromSeed(seed, dtype: ScalarType.Float64));
        foreach (var parameter in plain.parameters())
            parameter.mul_(0.5); // Proposals that are not far off, so that weights have moments.
        filtered.load_state_dict(plain.state_dict());
        var x = Noise.FromSeed(seed + 10, dtype: ScalarType.Float64).Normal(1, 2 * T);
        var truth = LogLikelihood(plain, x);
        foreach (var draws in new[] { Draws(plain, x, seed), Draws(filtered, x, seed) })
        {
            var weights = (draws - truth).exp();
            var (mean, error) = (weights.mean().ToDouble(), weights.std().ToDouble() / Math.Sqrt(weights.numel()));
            Assert.True(Math.Abs(mean - 1) < 5 * error, $"{mean} ± {error}");
            Assert.True(error < 0.05, $"{error}");
        }
    }

    /// <summary>Defects of a filter that the law finds: weights that are kept although samples were drawn by them, and samples that are not carried on.</summary>
    [Fact]
    public void A_filter_that_is_wrong_is_found()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var network = FilteredSequence.CreateNetwork(Noise.FromSeed(1, dtype: ScalarType.Float64));
        foreach (var parameter in network.parameters())
            parameter.mul_(0.5);
        network.p_z.Head.Weight.copy_(eye(2, dtype: ScalarType.Float64)); // A state that lasts,
        network.p_x.Head.Weight.copy_(eye(2, dtype: ScalarType.Float64)); // that is seen,
        var x = linspace(0.5, 2, 2 * T, dtype: ScalarType.Float64).unsqueeze(0); // and that moves away: samples that are not carried on are far behind.
        var truth = LogLikelihood(network, x);
        const int Count = 200_000;
        var data = new Observation([x.expand(Count, 2 * T)]);
        foreach (var defect in Enum.GetValues<Defect>())
        {
            var weights = (Filtered(network, data.Values[0], Noise.FromSeed(3, dtype: ScalarType.Float64), defect) - truth).exp();
            var distance = Math.Abs(weights.mean().ToDouble() - 1) / (weights.std().ToDouble() / Math.Sqrt(Count));
            if (defect == Defect.None)
                Assert.True(distance < 5, $"{defect}: {distance}");
            else
                Assert.True(distance > 5, $"{defect}: {distance}");
        }
    }

    [Fact]
    public void Drawing_samples_anew_keeps_the_bound_from_falling_behind_with_the_length()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var plain = LinearSequence.CreateNetwork(Noise.FromSeed(4), samples: 50);
        using var filtered = FilteredSequence.CreateNetwork(Noise.FromSeed(4), samples: 50);
        filtered.load_state_dict(plain.state_dict());
        var data = new Observation([Noise.FromSeed(5).Normal(500, 2 * T) * 2]);
        var (without, with) = (plain.LogEstimate(data, 50, Noise.FromSeed(6)).mean().ToDouble(), filtered.LogEstimate(data, 50, Noise.FromSeed(6)).mean().ToDouble());
        Assert.True(with > without, $"{with} after {without}");
    }

    [Fact]
    public void Missing_steps_count_nothing_whatever_they_hold()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var network = MaskedSequence.CreateNetwork(Noise.FromSeed(7));
        network.eval();
        var data = RandomData.Of(MaskedSequence.Description, 3, Noise.FromSeed(8));
        var values = data.Values.ToArray();
        var on = tensor(new float[,] { { 1, 0, 1 }, { 1, 1, 0 }, { 0, 0, 0 } });
        values[^1] = on;
        var x = values[0].clone();
        x[0, 2..4] = float.NaN;
        x[2] = 7;
        var (one, other) = (new Observation([.. values]), new Observation([x, .. values[1..]]));
        var bounds = network.LogEstimate(one, 3, Noise.FromSeed(9));
        Agreement.Close(bounds, network.LogEstimate(other, 3, Noise.FromSeed(9)), "log ŵ", "what is missing");
        var proposal = network.Propose(one, 3, Noise.FromSeed(9));
        foreach (var factor in proposal.Factors.Where(factor => factor.Variable is "X" or "Z"))
            Assert.Equal(0, factor.LogDensity[2].abs().sum().ToDouble());
    }

    /// <summary>What would change the weights that samples are drawn by is refused; and the argument is that of a filter.</summary>
    [Fact]
    public void A_filter_is_trained_on_its_own_weights()
    {
        var model = FilteredSequence.Description;
        foreach (var (options, what) in new (TrainingOptions, string)[]
        {
            (new() { WarmUp = 5 }, "a warm-up of 5 epochs"),
            (new() { KlWeight = 2 }, "a KL weight of 2"),
            (new() { KlCycles = 3 }, "a KL weight in 3 cycles"),
            (new() { FreeBits = 0.5 }, "0.5 free bits in nats"),
        })
        {
            Assert.Equal(
                $"filtered-sequence is to be trained with {what}, which changes the weights of samples, but these are drawn anew by their weights after every step; leave it out, or declare the model without Filtering.",
                Assert.Throws<ArgumentException>(() => options.KlWeightOf(model)).Message);
        }

        Assert.Contains("which takes powers of the weights of whole sequences", Assert.Throws<ArgumentException>(() => model.CheckAlpha(0.5)).Message, StringComparison.Ordinal);
        Assert.Contains("its samples are drawn anew from each other after every step", Assert.Throws<ArgumentException>(() => model.CheckGradient(Gradient.DoublyReparameterised)).Message, StringComparison.Ordinal);
        Assert.False(GradientArgument.Of(model).IsUnbiased);
        Assert.Contains(Unbiasedness.Of(model).Steps, step => step.Words.Contains("Step by step from the last to the first", StringComparison.Ordinal));
        Assert.True(GradientArgument.Of(LinearSequence.Description).IsUnbiased);
    }

    [Fact]
    public void What_is_generated_has_all_steps()
    {
        using var scope = NewDisposeScope();
        using var network = LinearSequence.CreateNetwork(Noise.FromSeed(7));
        var trace = network.Generate(6, Noise.FromSeed(8));
        Assert.Equal([6, T, 2], trace.X.shape);
        Assert.Equal([6, 1, 2 * T], trace.Z.shape);
        Assert.Equal([6, T, 2], network.Decode(trace.Z.squeeze(1)).shape);
    }

    private static Tensor Draws<TModel>(ModelNetwork<TModel> network, Tensor x, long seed) where TModel : class, IModel<TModel> =>
        network.LogEstimate(new Observation([x.expand(100_000, x.shape[1])]), 4, Noise.FromSeed(seed + 20, dtype: ScalarType.Float64));

    /// <summary>log p(x) by the Kalman filter.</summary>
    private static double LogLikelihood<TModel>(ModelNetwork<TModel> network, Tensor x) where TModel : class, IModel<TModel>
    {
        var state = network.state_dict();
        (Tensor Weight, Tensor Bias, Tensor Variance) Map(string name) =>
            (state[$"{name}.head.weight"], state[$"{name}.head.bias"].unsqueeze(1), diag((state.Single(pair => pair.Key.StartsWith($"{name}.scale", StringComparison.Ordinal)).Value.flatten() * 2).exp()));
        var (a, b, q) = Map("p_z");
        var (c, d, r) = Map("p_x");
        var (mean, variance) = (zeros(2, 1, dtype: ScalarType.Float64), zeros(2, 2, dtype: ScalarType.Float64));
        var log = 0.0;
        for (var t = 0; t < T; t++)
        {
            (mean, variance) = (a.matmul(mean) + b, a.matmul(variance).matmul(a.t()) + q);
            var innovation = x[0, (2 * t)..((2 * t) + 2)].unsqueeze(1) - c.matmul(mean) - d;
            var s = c.matmul(variance).matmul(c.t()) + r;
            log += -0.5 * (innovation.t().matmul(linalg.inv(s)).matmul(innovation).ToDouble() + linalg.slogdet(s).Item2.ToDouble() + (2 * Math.Log(2 * Math.PI)));
            var gain = variance.matmul(c.t()).matmul(linalg.inv(s));
            (mean, variance) = (mean + gain.matmul(innovation), variance - gain.matmul(c).matmul(variance));
        }

        return log;
    }

    private enum Defect
    {
        None,
        KeptWeights,
        NotCarried,
        LargestAlone,
    }

    /// <summary>The filter once more, by hand, with defects.</summary>
    private static Tensor Filtered(FilteredSequence.Network network, Tensor x, Noise noise, Defect defect)
    {
        var (batch, samples) = (x.shape[0], 4L);
        var filter = new ParticleFilter(batch, samples, noise);
        Tensor before = zeros(1, 1, 2, dtype: ScalarType.Float64), kept = zeros(batch, samples, dtype: ScalarType.Float64);
        for (var t = 0; t < T; t++)
        {
            var now = x.unsqueeze(1).narrow(-1, 2 * t, 2);
            var raw = network.q_z.Raw([now, before]);
            var z = Density.Sample<Normal>(raw, noise, batch, samples, 2);
            var weight = Density.Log<Normal>(network.p_x.Raw([z]), now) + Density.Log<Normal>(network.p_z.Raw([before]), z) - Density.Log<Normal>(raw, z);
            kept = defect == Defect.KeptWeights ? kept + weight : weight;
            filter.Weigh(defect == Defect.LargestAlone ? weight.amax([1], keepdim: true).expand(batch, samples) : kept, isLast: t == T - 1);
            before = defect == Defect.NotCarried ? z : filter.Take(z);
        }

        return filter.LogWeights().logsumexp(-1) - Math.Log(samples);
    }
}
