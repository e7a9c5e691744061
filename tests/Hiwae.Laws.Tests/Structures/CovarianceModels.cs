namespace Hiwae.Laws.Tests;

// Models whose proposals have covariances. p is linear and Gaussian as ever, and p(x) known.

[Model(Samples = 3)]
public sealed partial record LinearCovarianceIwae(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<MultivariateNormal>(nameof(X))] Tensor Z);

[Model(Samples = 3)]
public sealed partial record LinearLowRankIwae(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(3), P<Normal>, Q<LowRankMultivariateNormal<Rank2>>(nameof(X))] Tensor Z);

/// <summary>Distinct proposals of any covariance, which share an auxiliary draw of a low rank.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearCovarianceBalance(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<MultivariateNormal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<LowRankMultivariateNormal<Rank1>>(nameof(X)), R<MultivariateNormal>(nameof(Z), nameof(X))] Tensor Z0);

/// <summary>Distinct proposals of a low rank, and an auxiliary draw of any covariance.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearLowRankBalance(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(3), P<Normal>, Q<LowRankMultivariateNormal<Rank1>>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<MultivariateNormal>(nameof(X)), R<LowRankMultivariateNormal<Rank1>>(nameof(Z), nameof(X))] Tensor Z0);

/// <summary>Covariances everywhere: of observed values, of a learned mixture for a prior, of proposals and reverse factors.</summary>
[Model(Samples = 2, Weights = Weights.Balance, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record Correlated(
    [Shape(4), P<LowRankMultivariateNormal<Rank2>>(nameof(Z), Hidden = [6])] Tensor X,
    [Shape(3), P<MultivariateNormal>(nameof(Z), Hidden = [6], Scale = Scale.Shared)] Tensor Y,
    [Shape(3), P<MultivariateNormal>(Learned = true, Components = 2), Q<MultivariateNormal>(nameof(Z0), nameof(X), nameof(Y), Hidden = [6], Distinct = true)] Tensor Z,
    [Shape(2), Q<LowRankMultivariateNormal<Rank1>>(nameof(X), Hidden = [6]), R<MultivariateNormal>(nameof(Z), nameof(X), Hidden = [6])] Tensor Z0);

/// <summary>Every other place: pseudo-inputs, a learned prior of low rank, a chain in the plate.</summary>
[Model(Samples = 2, Weights = Weights.Learned)]
public sealed partial record CorrelatedChain(
    [Shape(4), P<MultivariateNormal>(nameof(Z), nameof(Y))] Tensor X,
    [Shape(3), P<LowRankMultivariateNormal<Rank2>>(Learned = true), Q<MultivariateNormal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), P<MultivariateNormal>(PseudoInputs = 3), Q<MultivariateNormal>(nameof(X))] Tensor Y,
    [Shape(2), PerSample, Q<LowRankMultivariateNormal<Rank1>>(nameof(X)), R<MultivariateNormal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);
