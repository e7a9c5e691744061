namespace Hiwae.Models;

/// <summary>IWAE with a hierarchical proposal, its auxiliary drawn for each sample: a richer q without coupling, the fair baseline.</summary>
[Model(Samples = 5)]
public sealed partial record IwaeHierarchical(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200])] Tensor Z,
    [Shape(50), PerSample, Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);

/// <summary>IWAE with a hierarchical proposal, its auxiliary drawn for each sample, all inference behind one encoder.</summary>
[Model(Samples = 5)]
public sealed partial record IwaeHierarchicalShared(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Hidden = [200])] Tensor Z,
    [Shape(10), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [200])] Tensor Z0,
    [Feature<DenseEncoder>(nameof(X))] Tensor H);
