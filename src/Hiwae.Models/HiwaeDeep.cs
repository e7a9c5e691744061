namespace Hiwae.Models;

/// <summary>H-IWAE with a chain of two shared auxiliaries, z00 → z0 → z.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeDeep(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(Z00), nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200])] Tensor Z00);
