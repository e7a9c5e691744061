namespace Hiwae.Models;

/// <summary>H-IWAE of a density on the plane, weighted by the power heuristic with exponent 2.</summary>
[Model(Samples = 5, Weights = Weights.Power, Beta = 2)]
public sealed partial record ToyHiwaePower(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);
