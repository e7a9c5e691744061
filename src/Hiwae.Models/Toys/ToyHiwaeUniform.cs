namespace Hiwae.Models;

/// <summary>H-IWAE of a density on the plane with uniform weights, each proposal with a reverse model of its own.</summary>
[Model(Samples = 5)]
public sealed partial record ToyHiwaeUniform(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64], Distinct = true)] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);
