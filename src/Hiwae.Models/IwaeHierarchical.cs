namespace Hiwae.Models;

/// <summary>IWAE with a hierarchical proposal, its auxiliary drawn for each sample: a richer q without coupling, the fair baseline.</summary>
[Model(Samples = 5)]
public sealed partial record IwaeHierarchical(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200])] Tensor Z,
    [Shape(50), PerSample, Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);
