namespace Hiwae.Runtime.Tests.Laws;

// Linear-Gaussian models, z ~ N(0, I) and x | z ~ N(Wz + b, s²): p(x) is known in closed form, whatever q and r are.
// One for each structure and weighting.

[Model(Samples = 1)]
public sealed partial record LinearElbo(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X))] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3)]
public sealed partial record LinearIwae(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

[Model(Samples = 3)]
public sealed partial record LinearHierarchical(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X))] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3)]
public sealed partial record LinearExchangeable(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X))] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3)]
public sealed partial record LinearOwnReverse(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);

[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearBalance(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearDecoupled(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearMixture(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearDeep(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(Z00), nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z0), nameof(Z))] Tensor Z00);

[Model(Samples = 3)]
public sealed partial record LinearDistinct(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

[Model(Samples = 3)]
public sealed partial record LinearCommonReverse(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3)]
public sealed partial record LinearDecoupledUniform(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);

/// <summary>Two latent factors in a chain, z2 | z1, each with distinct proposals: the cross densities of both count.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearChain(
    [Shape(3), P<Normal>(nameof(Z1), nameof(Z2))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z1,
    [Shape(1), P<Normal>, Q<Normal>(nameof(Z1), nameof(X), Distinct = true)] Tensor Z2);

[Model(Samples = 3, Weights = Weights.Power, Beta = 2)]
public sealed partial record LinearPower(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3, Weights = Weights.Maximum)]
public sealed partial record LinearMaximum(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

[Model(Samples = 3, Weights = Weights.Learned)]
public sealed partial record LinearLearned(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);
