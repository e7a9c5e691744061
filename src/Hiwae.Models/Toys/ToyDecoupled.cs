namespace Hiwae.Models;

/// <summary>Distinct proposals of a density on the plane without coupling, an auxiliary for each, weighted by the balance heuristic.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record ToyDecoupled(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);
