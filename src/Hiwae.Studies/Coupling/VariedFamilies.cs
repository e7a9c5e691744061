namespace Hiwae.Studies.Coupling;

/// <summary>Decoupled whose proposals begin with a tenth of z0's weights.</summary>
[Model(Name = "coupling-decoupled-tenth", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingDecoupledTenth(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Hidden = [64], Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>Decoupled with an auxiliary of 32 values.</summary>
[Model(Name = "coupling-decoupled-wide", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingDecoupledWide(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Shape(32), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<ProposalTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>Decoupled with networks three times as wide.</summary>
[Model(Name = "coupling-decoupled-large", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingDecoupledLarge(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [192])] Tensor Z0,
    [Feature<WideTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<WideEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>Decoupled with a mixture for r.</summary>
[Model(Name = "coupling-decoupled-mixture", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingDecoupledMixture(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64], Components = 5)] Tensor Z0,
    [Feature<ProposalTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>Decoupled with an auxiliary of 32 values at a tenth of its weights.</summary>
[Model(Name = "coupling-decoupled-paper", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingDecoupledPaper(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Hidden = [64], Distinct = true)] Tensor Z,
    [Shape(32), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>H-IWAE whose proposals begin with a tenth of z0's weights.</summary>
[Model(Name = "coupling-hiwae-tenth", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingHiwaeTenth(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Hidden = [64], Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>H-IWAE with an auxiliary of 32 values.</summary>
[Model(Name = "coupling-hiwae-wide", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingHiwaeWide(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Shape(32), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<ProposalTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>H-IWAE with networks three times as wide.</summary>
[Model(Name = "coupling-hiwae-large", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingHiwaeLarge(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [192])] Tensor Z0,
    [Feature<WideTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<WideEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>H-IWAE with a mixture for r.</summary>
[Model(Name = "coupling-hiwae-mixture", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingHiwaeMixture(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64], Components = 5)] Tensor Z0,
    [Feature<ProposalTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>H-IWAE with an auxiliary of 32 values at a tenth of its weights.</summary>
[Model(Name = "coupling-hiwae-paper", Samples = 2, Weights = Weights.Balance)]
internal sealed partial record CouplingHiwaePaper(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Hidden = [64], Distinct = true)] Tensor Z,
    [Shape(32), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>The encoder of the variation <c>large</c>.</summary>
[Network(Activation = Activation.Tanh), Dense(300), Dense(300)]
internal sealed partial record WideEncoder;

/// <summary>The trunk of the variation <c>large</c>.</summary>
[Network(Activation = Activation.Tanh), Dense(192)]
internal sealed partial record WideTrunk;
