namespace Hiwae.Runtime.Tests.Laws;

// Linear-Gaussian models whose heads draw several times each, for each structure and weighting.

/// <summary>A mixture of two heads, without an auxiliary variable.</summary>
[Model(Samples = 4, Heads = 2, Weights = Weights.Balance)]
public sealed partial record LinearHeads(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);

/// <summary>A shared auxiliary variable, of which the heads are a mixture.</summary>
[Model(Samples = 4, Heads = 2, Weights = Weights.Balance)]
public sealed partial record LinearHeadsShared(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

/// <summary>An auxiliary variable for each sample, drawn from heads as the latent one is.</summary>
[Model(Samples = 4, Heads = 2, Weights = Weights.Balance)]
public sealed partial record LinearHeadsDecoupled(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X), Distinct = true), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

/// <summary>A reverse factor for each head, under uniform weights; the latent variable has one proposal through a feature.</summary>
[Model(Samples = 4, Heads = 2)]
public sealed partial record LinearHeadsOwnReverse(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(H), nameof(Z0), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0,
    [Feature<LinearTrunk>(nameof(X))] Tensor H);

/// <summary>A learned weight for each head.</summary>
[Model(Samples = 6, Heads = 2, Weights = Weights.Learned, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record LinearHeadsLearned(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Distinct = true)] Tensor Z0);

/// <summary>Two latent factors in a chain, each with distinct heads.</summary>
[Model(Samples = 6, Heads = 3, Weights = Weights.Power, Beta = 2)]
public sealed partial record LinearHeadsPower(
    [Shape(3), P<Normal>(nameof(Z1), nameof(Z2))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z1,
    [Shape(1), P<Normal>, Q<Normal>(nameof(Z1), nameof(X), Distinct = true)] Tensor Z2);

/// <summary>The same under balance weights.</summary>
[Model(Samples = 4, Heads = 2, Weights = Weights.Balance, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record LinearHeadsChain(
    [Shape(3), P<Normal>(nameof(Z1), nameof(Z2))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z1,
    [Shape(1), P<Normal>, Q<Normal>(nameof(Z1), nameof(X), Distinct = true)] Tensor Z2);

[Model(Samples = 4, Heads = 2, Weights = Weights.Maximum)]
public sealed partial record LinearHeadsMaximum(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0);

#pragma warning disable HIW0065, HIW0067 // Blind proposals, which are legal: the estimate is unbiased all the same.
/// <summary>Heads without a network, whose parameters are learned.</summary>
[Model(Samples = 4, Heads = 2)]
public sealed partial record LinearHeadsBlind(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(Learned = true, Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(Learned = true, Distinct = true), R<Normal>(Learned = true, Distinct = true)] Tensor Z0);
#pragma warning restore HIW0065, HIW0067
