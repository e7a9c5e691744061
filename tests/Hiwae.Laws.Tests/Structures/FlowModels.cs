namespace Hiwae.Laws.Tests;

// Models with flows. Where only Q and R have them, p is linear and Gaussian as ever, and p(x) known.

/// <summary>Bends the values, so that what was normal is not.</summary>
[Flow]
[ActNorm, Coupling(Hidden = [4]), Permute, Coupling(Hidden = [4])]
public sealed partial record Bend;

[Model(Samples = 3)]
public sealed partial record LinearFlowIwae(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Flow = typeof(Bend))] Tensor Z);

/// <summary>Distinct proposals through one flow, which share an auxiliary draw that went through another.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearFlowBalance(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true, Flow = typeof(Bend))] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X), Flow = typeof(Bend)), R<Normal>(nameof(Z), nameof(X), Flow = typeof(Bend))] Tensor Z0);

/// <summary>A chain in the plate: the proposal reads what the flow made of a draw of the same sample.</summary>
[Model(Samples = 3, Weights = Weights.Learned)]
public sealed partial record LinearFlowChain(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true, Flow = typeof(Bend))] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X), Flow = typeof(Bend)), R<Normal>(nameof(Z), nameof(X), Distinct = true, Flow = typeof(Bend))] Tensor Z0);

/// <summary>Flows everywhere, a learned mixture before that of the prior.</summary>
[Model(Samples = 2, Weights = Weights.Balance, Gradient = Gradient.DoublyReparameterised)]
public sealed partial record Flowing(
    [Shape(4), P<Bernoulli>(nameof(Z), Hidden = [6])] Tensor X,
    [Shape(3), P<Normal>(Learned = true, Components = 2, Flow = typeof(Bend)), Q<Normal>(nameof(Z0), nameof(X), Hidden = [6], Distinct = true, Flow = typeof(Bend))] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X), Hidden = [6], Flow = typeof(Bend)), R<Normal>(nameof(Z), nameof(X), Hidden = [6], Flow = typeof(Bend))] Tensor Z0);
