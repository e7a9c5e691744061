namespace Hiwae.Runtime.Tests.Steps;

/// <summary>A linear-Gaussian state-space model.</summary>
[Model(Name = "state-space", Samples = 4)]
public sealed partial record LinearSequence(
    [Repeat(4), Shape(2), P<Normal>(nameof(Z), Scale = Scale.PerValue)] Tensor X,
    [Repeat(4), Shape(2), P<Normal>(Previous = [nameof(Z)], Scale = Scale.PerValue), Q<Normal>(nameof(X), Previous = [nameof(Z)], Hidden = [8])] Tensor Z);

/// <summary>The same with samples that are drawn anew after every step.</summary>
[Model(Samples = 4, Filtering = true)]
public sealed partial record FilteredSequence(
    [Repeat(4), Shape(2), P<Normal>(nameof(Z), Scale = Scale.PerValue)] Tensor X,
    [Repeat(4), Shape(2), P<Normal>(Previous = [nameof(Z)], Scale = Scale.PerValue), Q<Normal>(nameof(X), Previous = [nameof(Z)], Hidden = [8])] Tensor Z);

/// <summary>A recurrence over what is seen and drawn, inputs that are given, steps that are missing, a summary of the whole sequence before it and a label of the whole behind it.</summary>
[Model(Samples = 3, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record MaskedSequence(
    [Repeat(3), Shape(2), Mask(nameof(On)), P<Bernoulli>(nameof(Z), nameof(G), Previous = [nameof(H), nameof(X)], Hidden = [4])] Tensor X,
    [Repeat(3), Shape(2), Mask(nameof(On)), P<Normal>(nameof(U), Previous = [nameof(H)]), Q<Normal>(nameof(X), nameof(E), Previous = [nameof(Z)], Hidden = [4])] Tensor Z,
    [Shape(2), P<Normal>, Q<Normal>(nameof(E))] Tensor G,
    [Repeat(3), Shape(3), Feature<Cell>(nameof(X), nameof(Z), Previous = [nameof(H)])] Tensor H,
    [Feature<Summary>(nameof(X))] Tensor E,
    [Shape(1), P<Normal>(nameof(Z), nameof(F))] Tensor Y,
    [Feature<Summary>(nameof(H))] Tensor F,
    [Given, Repeat(3), Shape(1)] Tensor U,
    [Given, Repeat(3), Shape(1)] Tensor On);

/// <summary>Auxiliary variables of steps, one of each sample, with what is missing value by value.</summary>
[Model(Samples = 3)]
public sealed partial record AuxiliarySequence(
    [Repeat(2), Shape(3), Mask(nameof(Seen)), P<Laplace>(nameof(Z), Hidden = [4])] Tensor X,
    [Repeat(2), Shape(2), P<Normal>(Previous = [nameof(Z)], Flow = typeof(Turn)), Q<Normal>(nameof(X), nameof(A))] Tensor Z,
    [Repeat(2), PerSample, Shape(1), Q<Normal>(nameof(X), Previous = [nameof(A)]), R<Normal>(nameof(Z), Previous = [nameof(A)])] Tensor A,
    [Given, Repeat(2), Shape(3)] Tensor Seen);

/// <summary>Heads of a variable of the whole sequence, one auxiliary draw for all of them.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record HeadedSequence(
    [Repeat(3), Shape(1), P<Normal>(nameof(Z), nameof(G), Previous = [nameof(X)])] Tensor X,
    [Repeat(3), Shape(1), P<Normal>(nameof(G), Previous = [nameof(Z)], Hidden = [4]), Q<Normal>(nameof(X), nameof(G), Previous = [nameof(Z)], Hidden = [4])] Tensor Z,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Z0), Distinct = true)] Tensor G,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(G), nameof(Z))] Tensor Z0);

/// <summary>A recurrence.</summary>
[Network]
[Dense(3)]
public sealed partial record Cell;

/// <summary>A summary.</summary>
[Network]
[Dense(4)]
public sealed partial record Summary;
