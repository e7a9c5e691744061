namespace Hiwae.Studies.Coupling;

/// <summary>The families that are compared; each differs from the one before it in one thing, but for the second.</summary>
internal static class Families
{
    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = ["iwae", "iwae-hierarchical", "heads", "decoupled", "hiwae"];
}

/// <summary>IWAE: K draws of one proposal.</summary>
[Model(Name = "coupling-iwae", Samples = 5)]
internal sealed partial record CouplingIwae(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U))] Tensor Z,
    [Feature<ProposalTrunk>(nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>K draws of one proposal with an auxiliary for each: a richer q, no coupling, no heads.</summary>
[Model(Name = "coupling-iwae-hierarchical", Samples = 5)]
internal sealed partial record CouplingIwaeHierarchical(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U))] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<ProposalTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>K heads without an auxiliary, weighted by balance: distinct proposals, and nothing that they share.</summary>
[Model(Name = "coupling-heads", Samples = 5, Weights = Weights.Balance)]
internal sealed partial record CouplingHeads(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Feature<ProposalTrunk>(nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>K heads with an auxiliary for each sample: all of H-IWAE but the sharing.</summary>
[Model(Name = "coupling-decoupled", Samples = 5, Weights = Weights.Balance)]
internal sealed partial record CouplingDecoupled(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<ProposalTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>H-IWAE: K heads that share one auxiliary draw.</summary>
[Model(Name = "coupling-hiwae", Samples = 5, Weights = Weights.Balance)]
internal sealed partial record CouplingHiwae(
    [Shape(112), Mask(nameof(Seen)), P<Bernoulli>(nameof(Z), Hidden = [100, 100])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(U), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [64])] Tensor Z0,
    [Feature<ProposalTrunk>(nameof(Z0), nameof(H))] Tensor U,
    [Feature<SeenEncoder>(nameof(X))] Tensor H,
    [Given, Shape(112)] Tensor Seen);

/// <summary>What every factor of inference sees of the image: the observed pixels, zeros for the others.</summary>
[Network(Activation = Activation.Tanh), Dense(100), Dense(100)]
internal sealed partial record SeenEncoder;

/// <summary>What a proposal's heads stand on. As a feature of z0 it has z0 with its full strength from the first step on, where a parent would begin at a tenth.</summary>
[Network(Activation = Activation.Tanh), Dense(64)]
internal sealed partial record ProposalTrunk;
