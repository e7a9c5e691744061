namespace Hiwae.Models;

/// <summary>IWAE of a density on the plane: independent draws of one normal proposal.</summary>
[Model(Samples = 5)]
public sealed partial record ToyIwae(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(Learned = true)] Tensor Z,
    [Given, Shape(1)] Tensor Which);

/// <summary>IWAE of a density on the plane with a hierarchical proposal, its auxiliary drawn for each sample.</summary>
[Model(Samples = 5)]
public sealed partial record ToyIwaeHierarchical(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H))] Tensor Z,
    [Shape(2), PerSample, Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);

/// <summary>H-IWAE of a density on the plane: distinct proposals that share one auxiliary draw, weighted by the balance heuristic.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record ToyHiwae(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);

/// <summary>H-IWAE of a density on the plane, weighted by the power heuristic with exponent 2.</summary>
[Model(Samples = 5, Weights = Weights.Power, Beta = 2)]
public sealed partial record ToyHiwaePower(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);

/// <summary>H-IWAE of a density on the plane in which the densest proposal at a point has all of the weight there; to be measured, not trained.</summary>
[Model(Samples = 5, Weights = Weights.Maximum)]
public sealed partial record ToyHiwaeMaximum(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);

/// <summary>H-IWAE of a density on the plane with uniform weights, each proposal with a reverse model of its own.</summary>
[Model(Samples = 5)]
public sealed partial record ToyHiwaeUniform(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64], Distinct = true)] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);

/// <summary>H-IWAE of a density on the plane with learned weights, each proposal with a reverse model of its own.</summary>
[Model(Samples = 5, Weights = Weights.Learned)]
public sealed partial record ToyHiwaeLearned(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64], Distinct = true)] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);

/// <summary>Distinct proposals of a density on the plane without coupling, an auxiliary for each, weighted by the balance heuristic.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record ToyDecoupled(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64])] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);

/// <summary>Distinct proposals of a density on the plane without coupling, with uniform weights and reverse models of their own.</summary>
[Model(Samples = 5)]
public sealed partial record ToyDecoupledUniform(
    [Shape(2), Target<ToyTarget>(nameof(Which)), Q<Normal>(nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>, R<Normal>(nameof(Z), Hidden = [64, 64], Distinct = true)] Tensor Z0,
    [Feature<ToyTrunk>(nameof(Z0))] Tensor H,
    [Given, Shape(1)] Tensor Which);

/// <summary>
/// What the proposals for a density on the plane see of their auxiliary. As a feature it reaches them with its full strength from the first step on; a
/// parent that is itself auxiliary would start at a tenth, and proposals that start out alike stay so for thousands of steps.
/// </summary>
[Network(Activation = Activation.Tanh), Dense(64), Dense(64)]
public sealed partial record ToyTrunk;
