namespace Hiwae.Models;

/// <summary>H-IWAE of 8-bit images: each grey level has the mass that a logistic density puts on its bin.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeGrey(
    [Shape(784), P<DiscretizedLogistic>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);
