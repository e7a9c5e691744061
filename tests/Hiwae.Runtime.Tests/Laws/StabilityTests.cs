using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Runtime.Tests.Laws;

#pragma warning disable HIW0065 // It is to be far off.
/// <summary>A proposal that does not look at the data, so that impossible data reach the likelihood alone.</summary>
[Model(Samples = 2)]
public sealed partial record BlindProposal(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(Learned = true)] Tensor Z);
#pragma warning restore HIW0065

public sealed class StabilityTests
{
    private static readonly double MinusInfinity = double.NegativeInfinity;

    [Fact]
    public void Weights_hundreds_of_nats_apart_give_finite_bounds_and_gradients()
    {
        var verdict = StabilityLaws.FiniteBound(terms => Bounded(terms).LogEstimate());
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

    /// <summary>All but those with maximum weights: ŵ = 0 is among their values.</summary>
    public static TheoryData<string> Positive => [.. DeclaredModels.All
        .Select(m => m.Description)
        .Where(m => m.Weights != Weights.Maximum && m.Name.StartsWith("linear-", StringComparison.Ordinal))
        .Select(m => m.Name)];

    [Theory, MemberData(nameof(Positive))]
    public void Models_far_from_their_data_have_finite_bounds_and_gradients(string model) =>
        DeclaredModels.All.Single(m => m.Description.Name == model).Accept(new FarAway());

    [Fact]
    public void Balance_weights_survive_densities_far_apart_and_impossible_ones()
    {
        using var scope = NewDisposeScope();
        var densities = tensor(new[] { 0.0, MinusInfinity, -900.0, 800.0, -700.0, MinusInfinity, -5.0, 1e4, 3.0 }, dtype: ScalarType.Float64)
            .view(1, 3, 3).requires_grad_();
        var mixture = Weighting.Balance(densities);
        mixture.sum().backward();
        double[] expected = [0.0, -1500.0, 3 - 1e4];
        Assert.Equal(expected, mixture.detach().flatten().data<double>().ToArray());
        Assert.All(densities.grad!.flatten().data<double>().ToArray(), g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void Power_weights_reduce_to_balance_and_to_uniform()
    {
        using var scope = NewDisposeScope();
        var densities = Noise.FromSeed(8, dtype: ScalarType.Float64).Normal(5, 4, 4) * 50;
        Assert.Equal(0, (Weighting.Power(densities, 1) - Weighting.Balance(densities)).abs().max().ToDouble());
        Assert.Equal(0, (Weighting.Power(densities, 0) + Math.Log(4)).abs().max().ToDouble(), 12);
        Assert.Equal(0, (Weighting.Power(densities, 1e6).exp() - Weighting.Maximum(densities).exp()).abs().max().ToDouble(), 12);
    }

    [Fact]
    public void Maximum_weights_are_shared_by_equally_dense_proposals()
    {
        using var scope = NewDisposeScope();
        var densities = tensor(new[] { 0.0, 0.0, -1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 4.0 }, dtype: ScalarType.Float64).view(1, 3, 3);
        Assert.Equal([Math.Log(0.5), MinusInfinity, Math.Log(0.5)], Weighting.Maximum(densities).flatten().data<double>().ToArray());
    }

    [Fact]
    public void Data_that_every_sample_finds_impossible_are_a_named_error_in_training()
    {
        using var scope = NewDisposeScope();
        DataSplit Impossible() => DataSplit.OfImages(full(10, 3, 1e25, dtype: ScalarType.Float32), null, 1, 3, Binarisation.None);
        var data = new DataSet("impossible", Impossible(), Impossible(), Impossible());
        var options = new TrainingOptions { Epochs = 1 };
        using var start = Trainer.Start<BlindProposal>(data, options);
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Run(start, data, options).Count());
        Assert.Equal(1, error.Step);
        Assert.Contains("blind-proposal: the bound is −∞ at step 1", error.Message, StringComparison.Ordinal);
    }

    private static Proposal<LinearIwae> Bounded(Tensor logWeights) =>
        new(new LinearIwae(logWeights, logWeights), logWeights, LogMixture: null, []);

    /// <summary>Parameters thirty times too large: log weights are billions of nats apart.</summary>
    private sealed class FarAway : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var noise = Noise.FromSeed(5);
            using var network = RandomParameters.Network<TModel>(noise);
            using (no_grad())
            {
                foreach (var parameter in network.parameters())
                    parameter.mul_(30);
            }

            var bound = network.Propose(RandomData.Of(TModel.Description, 4, noise), network.Samples, noise).LogEstimate().mean();
            bound.backward();
            Assert.True(double.IsFinite(bound.ToDouble()), $"the bound is {bound.ToDouble()}");
            Assert.All(network.parameters(), p => Assert.True(p.grad!.isfinite().all().ToBoolean()));
            return true;
        }
    }
}
