namespace Hiwae.Runtime.Tests.Laws;

public sealed class StabilityTests
{
    private static readonly double MinusInfinity = double.NegativeInfinity;

    [Fact]
    public void Weights_hundreds_of_nats_apart_give_finite_bounds_and_gradients()
    {
        var verdict = Stability.FiniteBound(terms => Bounded(terms).LogEstimate());
        Assert.True(verdict.Holds, verdict.ToString());
    }

    [Fact]
    public void One_impossible_sample_is_survived()
    {
        using var scope = NewDisposeScope();
        var terms = tensor(new[] { 0.5, MinusInfinity, 1.5 }, dtype: ScalarType.Float64).view(1, 3).requires_grad_();
        var bound = Bounded(terms).LogEstimate();
        bound.sum().backward();
        Assert.Equal(Math.Log((Math.Exp(0.5) + Math.Exp(1.5)) / 3), bound.item<double>(), 12);
        Assert.All(terms.grad!.data<double>().ToArray(), g => Assert.True(double.IsFinite(g)));
        Assert.Equal(0.0, terms.grad![0, 1].item<double>());
    }

    [Fact]
    public void Only_impossible_samples_give_minus_infinity()
    {
        using var scope = NewDisposeScope();
        var terms = tensor(new[] { MinusInfinity, MinusInfinity }, dtype: ScalarType.Float64).view(1, 2);
        Assert.Equal(MinusInfinity, Bounded(terms).LogEstimate().item<double>());
    }

    [Fact]
    public void A_model_far_from_its_data_has_a_finite_bound_and_gradient()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(5);
        using var network = RandomParameters.Network<LinearBalance>(noise);
        var x = full(4, 3, 1e3, dtype: ScalarType.Float32);
        var bound = network.Propose(x, network.Samples, noise).LogEstimate().mean();
        bound.backward();
        Assert.True(double.IsFinite(bound.ToDouble()));
        Assert.All(network.parameters(), p => Assert.True(p.grad!.isfinite().all().ToBoolean()));
    }

    private static Proposal<LinearIwae> Bounded(Tensor logWeights) =>
        new(new LinearIwae(logWeights, logWeights), logWeights, LogMixture: null, []);
}
