namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Covariances on both sides, with distinct proposals that balance weights compare.</summary>
[Model(Samples = 3, Weights = Weights.Balance, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record Correlated(
    [Shape(5), P<LowRankMultivariateNormal<Rank2>>(nameof(Z), Hidden = [6])] Tensor X,
    [Shape(3), P<MultivariateNormal>(nameof(Z), Hidden = [6], Scale = Scale.PerValue)] Tensor Y,
    [Shape(4), P<MultivariateNormal>(Learned = true, Components = 2), Q<MultivariateNormal>(nameof(Z0), nameof(X), nameof(Y), Hidden = [6], Distinct = true)] Tensor Z,
    [Shape(3), Q<LowRankMultivariateNormal<Rank2>>(nameof(X), Hidden = [6]), R<MultivariateNormal>(nameof(Z), nameof(X), Hidden = [6])] Tensor Z0);

/// <summary>The same, with low ranks compared, and a mask for the whole.</summary>
[Model(Samples = 4, Weights = Weights.Balance)]
public sealed partial record CorrelatedLowRank(
    [Shape(9), Mask(nameof(Seen)), P<MultivariateNormal>(nameof(Z))] Tensor X,
    [Shape(1), Given] Tensor Seen,
    [Shape(9), P<LowRankMultivariateNormal<Rank3>>(Learned = true), Q<LowRankMultivariateNormal<Rank3>>(nameof(X), Distinct = true)] Tensor Z);

/// <summary>Learned weights, a draw of each sample before another, and wide vectors.</summary>
[Model(Samples = 2, Weights = Weights.Learned)]
public sealed partial record CorrelatedChain(
    [Shape(20), P<LowRankMultivariateNormal<Rank5>>(nameof(Z))] Tensor X,
    [Shape(18), P<LowRankMultivariateNormal<Rank1>>(Learned = true), Q<MultivariateNormal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<LowRankMultivariateNormal<Rank1>>(nameof(X)), R<MultivariateNormal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);

/// <summary>Covariances leave nothing to the portable path.</summary>
public sealed class CovarianceModelTests
{
    [Fact]
    public void Models_with_covariances_are_compiled_for_every_gradient()
    {
        Compiles<Correlated>();
        Compiles<CorrelatedLowRank>();
        Compiles<CorrelatedChain>();
    }

    private static void Compiles<TModel>() where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var network = TModel.CreateNetwork(Noise.FromSeed(1));
        foreach (var gradient in Enum.GetValues<Gradient>())
            Assert.Null(network.Record(isTraining: true, gradient).Refusal);
    }
}
