using Hiwae.Networks;

namespace Hiwae.Onnx.Tests;

#pragma warning disable HIW0065 // A Q that no data reach is what is to be tried here.

/// <summary>Most of the language: a mask, a mixture, a feature that conditions layers, labels, heads of the proposals' own.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record Everything(
    [Shape(1, 8, 8), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), nameof(Y), Net = typeof(Painter))] Tensor X,
    [Shape(4), P<Normal>(Learned = true, Components = 3), Q<Normal>(nameof(Z0), Net = typeof(Coupled), Context = nameof(H), Distinct = true)] Tensor Z,
    [Shape(3), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), Net = typeof(Coupled), Context = nameof(H))] Tensor Z0,
    [Feature<Reader>(nameof(X), nameof(Seen))] Tensor H,
    [Given, Shape(5)] Tensor Y,
    [Given, Shape(1, 8, 8)] Tensor Seen);

/// <summary>Values of any number of dimensions; data generated from a feature, from data, and from nothing; a mixture that is observed.</summary>
[Model(Samples = 2)]
public sealed partial record Shapes(
    [Shape(2, 3), P<Normal>(nameof(F), Components = 3)] Tensor Matrix,
    [Shape(4), P<Categorical>(nameof(Matrix), nameof(Z))] Tensor Label,
    [Shape(2), P<Laplace>(Learned = true)] Tensor Alone,
    [Shape(2, 2), P<SoftplusNormal>, Q<SoftplusNormal>(nameof(Matrix), nameof(Label), nameof(Alone), Hidden = [6])] Tensor Z,
    [Feature<Small>(nameof(Z), nameof(Given))] Tensor F,
    [Given, Shape(1, 1, 2)] Tensor Given);

/// <summary>Heads upon heads, and draws that do not depend on data.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record Heads(
    [Shape(6), P<Bernoulli>(nameof(Top), nameof(Learned), nameof(Standard))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Shared), Hidden = [5], Distinct = true)] Tensor Bottom,
    [Shape(3), P<Normal>(nameof(Bottom)), Q<Normal>(nameof(Bottom), nameof(X), nameof(Learned), Hidden = [4, 4], Distinct = true)] Tensor Top,
    [Shape(2), P<Normal>, Q<Normal>(Learned = true, Distinct = true)] Tensor Learned,
    [Shape(2), P<Normal>, Q<Normal>] Tensor Standard,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Bottom))] Tensor Shared);

/// <summary>The same without balance weights, which need no other proposals' densities.</summary>
[Model(Samples = 3)]
public sealed partial record PlainHeads(
    [Shape(6), P<Bernoulli>(nameof(Top), nameof(Learned))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Shared), Hidden = [5], Distinct = true)] Tensor Bottom,
    [Shape(3), P<Normal>(nameof(Bottom)), Q<Normal>(nameof(Bottom), nameof(X), nameof(Learned), nameof(Joined), Hidden = [4, 4], Distinct = true)] Tensor Top,
    [Shape(2), P<Normal>, Q<Normal>(Learned = true, Distinct = true)] Tensor Learned,
    [Shape(2), PerSample, Q<Normal>, R<Normal>(nameof(Bottom))] Tensor Shared,
    [Feature<Joining>(nameof(X), nameof(Bottom))] Tensor Joined);

/// <summary>Values that are missing as a whole, and one of them read by another's factor.</summary>
[Model(Samples = 2)]
public sealed partial record Whole(
    [Shape(3), Mask(nameof(Has)), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<HalfNormal>(nameof(X), nameof(Z))] Tensor Next,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Next))] Tensor Z,
    [Given, Shape(1)] Tensor Has);

[Network(Activation = Activation.Elu, WeightNorm = true)]
[BatchNorm, Conv(4, Stride = 2, Padding = 1, Residual = true), LayerNorm, Flatten, Dropout(0.2), Dense(6)]
public sealed partial record Reader;

[Network(Activation = Activation.Gelu)]
[Dense(16), Unflatten(1, 4, 4), Upsample(Mode = Interpolation.Bilinear), Conv(2, Padding = 1), BatchNorm, Activate, Conv(1, Padding = 1)]
public sealed partial record Painter;

[Network(Activation = Activation.Silu)]
[Dense(5, Conditioned = true), Dense(5, Residual = true)]
public sealed partial record Coupled;

[Network, LayerNorm, Dense(5)]
public sealed partial record Small;

/// <summary>Joins what is of each datum and what is of each proposal.</summary>
[Network, LayerNorm, Dense(4)]
public sealed partial record Joining;
