namespace Hiwae.Models;

/// <summary>IWAE of a density on the plane with a hierarchical proposal, its auxiliary drawn for each sample.</summary>
[Model(Samples = 5)]
public sealed partial record ToyIwaeHierarchical(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H))] Tensor Z,
    [Shape(2), PerSample, Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);
