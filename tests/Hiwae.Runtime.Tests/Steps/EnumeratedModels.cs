namespace Hiwae.Runtime.Tests.Steps;

/// <summary>A mixture of independent normal densities: nothing is drawn.</summary>
[Model(Samples = 2)]
public sealed partial record PlainMixture(
    [Shape(2), P<Normal>(nameof(C))] Tensor X,
    [Shape(3), Enumerated, P<Categorical>(Learned = true)] Tensor C);

/// <summary>Two enumerated variables, one conditioned on the other and on what is given, in the prior of z and beside it; with a mask, and heads that are compared.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record TwoSums(
    [Shape(5), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), nameof(C), Hidden = [6])] Tensor X,
    [Shape(2), P<Normal>(nameof(B)), Q<Normal>(nameof(X), nameof(Z0), Distinct = true)] Tensor Z,
    [Shape(3), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor Z0,
    [Shape(3), Enumerated, P<Categorical>(nameof(B), nameof(Y))] Tensor C,
    [Shape(2), Enumerated, P<Bernoulli>(Learned = true)] Tensor B,
    [Shape(1), P<Normal>(nameof(Z))] Tensor W,
    [Given, Shape(2)] Tensor Y,
    [Given, Shape(5)] Tensor Seen);

/// <summary>Images of a class, by a network of images with dropout; the class depends on z.</summary>
[Model(Samples = 3, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record ClassImages(
    [Shape(1, 4, 4), P<Bernoulli>(nameof(Z), nameof(C), Net = typeof(Painter))] Tensor X,
    [Shape(2), P<Normal>(Flow = typeof(Turn)), Q<Normal>(nameof(X), Hidden = [5])] Tensor Z,
    [Shape(4), Enumerated, P<Categorical>(nameof(Z))] Tensor C);

/// <summary>Paints.</summary>
[Network]
[Dense(8), Dropout(0.3), Unflatten(2, 2, 2), Upsample(2), Conv(1, Kernel = 3, Padding = 1)]
public sealed partial record Painter;

/// <summary>Turns.</summary>
[Flow]
[ActNorm, Coupling(Hidden = [4])]
public sealed partial record Turn;

/// <summary>A prior of z whose flow is behind a sum: each class has its own normal density before it.</summary>
[Model(Samples = 4, Weights = Weights.Learned, KlWeight = 2)]
public sealed partial record BentClasses(
    [Shape(3), P<Laplace>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>(nameof(C), Flow = typeof(Turn)), Q<Normal>(nameof(X), Distinct = true)] Tensor Z,
    [Shape(3), Enumerated, P<Categorical>] Tensor C);
