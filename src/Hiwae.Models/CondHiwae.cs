namespace Hiwae.Models;

/// <summary>H-IWAE of images given their label: a bound on log p(x | y), and images of a label that one names.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record CondHiwae(
    [Shape(784), P<Bernoulli>(nameof(Z), nameof(Y), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), nameof(Y), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), nameof(Y), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), nameof(Y), Hidden = [200, 200])] Tensor Z0,
    [Given, Shape(10)] Tensor Y);
