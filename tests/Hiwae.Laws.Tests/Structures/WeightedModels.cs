namespace Hiwae.Laws.Tests;

// Linear-Gaussian models for each weighting that a structure can have, as far as the common ones do not have it already.

[Model(Samples = 3, Weights = Weights.Learned)]
public sealed partial record LinearDistinctLearned(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

[Model(Samples = 3, Weights = Weights.Learned)]
public sealed partial record LinearCommonReverseLearned(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3, Weights = Weights.Learned)]
public sealed partial record LinearDecoupledLearned(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);

[Model(Samples = 3, Weights = Weights.Power, Beta = 0.5)]
public sealed partial record LinearMixturePower(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

[Model(Samples = 3, Weights = Weights.Power, Beta = 2)]
public sealed partial record LinearDecoupledPower(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3, Weights = Weights.Maximum)]
public sealed partial record LinearMixtureMaximum(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

[Model(Samples = 3, Weights = Weights.Maximum)]
public sealed partial record LinearDecoupledMaximum(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);
