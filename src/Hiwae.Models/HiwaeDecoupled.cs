namespace Hiwae.Models;

/// <summary>H-IWAE with an auxiliary for each sample: distinct proposals without coupling, which shows what the coupling is worth.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeDecoupled(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), PerSample, Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);

/// <summary>Distinct proposals without coupling, an auxiliary for each sample, all inference behind one encoder.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeDecoupledShared(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Hidden = [200], Distinct = true)] Tensor Z,
    [Shape(10), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [200])] Tensor Z0,
    [Feature<DenseEncoder>(nameof(X))] Tensor H);
