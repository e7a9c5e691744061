namespace Hiwae.Models;

/// <summary>H-IWAE with uniform weights, under which each proposal may have a reverse model of its own.</summary>
[Model(Samples = 5)]
public sealed partial record HiwaeUniform(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z0);

/// <summary>H-IWAE with uniform weights and reverse factors of each proposal's own, all inference behind one encoder.</summary>
[Model(Samples = 5)]
public sealed partial record HiwaeUniformShared(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Hidden = [200], Distinct = true)] Tensor Z,
    [Shape(10), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [200], Distinct = true)] Tensor Z0,
    [Feature<DenseEncoder>(nameof(X))] Tensor H);
