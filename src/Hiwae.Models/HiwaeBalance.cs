namespace Hiwae.Models;

/// <summary>H-IWAE (Huang et al. 2019): distinct proposals that share one auxiliary draw, weighted by the balance heuristic.</summary>
[Model(Name = "hiwae", Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeBalance(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);
