namespace Hiwae.Laws.Tests;

// Linear-Gaussian models that are trained on power means of their weights: for each weighting that allows it, with and without a shared draw.

[Model(Samples = 3, Alpha = 0.3)]
public sealed partial record LinearAlpha(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

[Model(Samples = 3, Alpha = 0.5, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record LinearAlphaShared(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);

[Model(Samples = 3, Alpha = 0.7, Weights = Weights.Learned, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record LinearAlphaLearned(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);

[Model(Samples = 3, Alpha = 0.2, Weights = Weights.Balance)]
public sealed partial record LinearAlphaMixture(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

[Model(Samples = 3, Alpha = 0.9, Weights = Weights.Balance)]
public sealed partial record LinearAlphaBalance(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);
