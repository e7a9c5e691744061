namespace Hiwae.Models;

/// <summary>H-IWAE of a density on the plane in which the densest proposal at a point has all of the weight there; to be measured, not trained.</summary>
[Model(Samples = 5, Weights = Weights.Maximum)]
public sealed partial record ToyHiwaeMaximum(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);
