namespace Hiwae.Bench;

/// <summary>Points in the plane with a latent variable in the plane: so little arithmetic that what is measured is the cost of each operator.</summary>
[Model(Samples = 10, Weights = Weights.Balance)]
public sealed partial record SmallHiwae(
    [Shape(2), P<Normal>(nameof(Z), Hidden = [64])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [64], Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X), Hidden = [64]), R<Normal>(nameof(Z), nameof(X), Hidden = [64])] Tensor Z0);
