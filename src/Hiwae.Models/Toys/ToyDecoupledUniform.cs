namespace Hiwae.Models;

/// <summary>Distinct proposals of a density on the plane without coupling, with uniform weights and reverse models of their own.</summary>
[Model(Samples = 5)]
public sealed partial record ToyDecoupledUniform(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64], Distinct = true)] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);
