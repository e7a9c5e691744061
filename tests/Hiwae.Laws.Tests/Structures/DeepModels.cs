namespace Hiwae.Laws.Tests;

// Linear-Gaussian models with chains of auxiliary variables, and with several variables in the plate.

[Model(Samples = 3)]
public sealed partial record LinearDeepUniform(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(Z00), nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z0), nameof(Z), Distinct = true)] Tensor Z00);

[Model(Samples = 3, Weights = Weights.Learned)]
public sealed partial record LinearDeepLearned(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(Z00), nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z0), nameof(Z))] Tensor Z00);

[Model(Samples = 3, Weights = Weights.Power, Beta = 2)]
public sealed partial record LinearDeepPower(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(Z00), nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z0), nameof(Z))] Tensor Z00);

[Model(Samples = 3, Weights = Weights.Maximum)]
public sealed partial record LinearDeepMaximum(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(Z00), nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z0), nameof(Z))] Tensor Z00);

/// <summary>A shared auxiliary variable, one for each sample that depends on it, and two latent variables in a chain.</summary>
[Model(Samples = 3)]
public sealed partial record LinearWidePlate(
    [Shape(3), P<Normal>(nameof(Z1), nameof(Z2))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(A), nameof(X))] Tensor Z1,
    [Shape(1), P<Normal>, Q<Normal>(nameof(Z1), nameof(X), Distinct = true)] Tensor Z2,
    [Shape(1), PerSample, Q<Normal>(nameof(S), nameof(X)), R<Normal>(nameof(Z1), nameof(Z2), nameof(X))] Tensor A,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(A), nameof(Z1), nameof(X))] Tensor S);

/// <summary>A feature of the shared draw, one of the sample, and weights that are learned.</summary>
[Model(Samples = 3, Weights = Weights.Learned)]
public sealed partial record LinearFeaturesLearned(
    [Feature<LinearTrunk>(nameof(Z0), nameof(X))] Tensor H0,
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(H0), Distinct = true)] Tensor Z,
    [Feature<LinearTrunk>(nameof(Z), nameof(Z0))] Tensor H,
    [Shape(2), Q<Normal>(nameof(Z00)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(H), Distinct = true)] Tensor Z00);

/// <summary>Distinct proposals with one that all samples have alike between them.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearBraid(
    [Shape(3), P<Normal>(nameof(Z1), nameof(Z2))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z1,
    [Shape(1), P<Normal>, Q<Normal>(nameof(A), nameof(Z1), Distinct = true)] Tensor Z2,
    [Shape(1), PerSample, Q<Normal>(nameof(Z1), nameof(X)), R<Normal>(nameof(Z1), nameof(Z2), nameof(X))] Tensor A);
