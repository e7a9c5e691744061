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

[Network, Dense(4)]
public sealed partial record LinearTrunk;

[Network, Dense(4, Conditioned = true)]
public sealed partial record LinearCoupled;

/// <summary>A feature between x and everything that looks at it.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearFeature(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H))] Tensor Z0,
    [Feature<LinearTrunk>(nameof(X))] Tensor H);

/// <summary>Features of what is drawn: of the auxiliary in q, of the sample in r.</summary>
[Model(Samples = 3)]
public sealed partial record LinearFeaturesOfDraws(
    [Feature<LinearTrunk>(nameof(Z0), nameof(X))] Tensor H0,
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(H0), Distinct = true)] Tensor Z,
    [Feature<LinearTrunk>(nameof(Z))] Tensor H,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(H), nameof(X), Distinct = true)] Tensor Z0);

/// <summary>A network that x conditions, with a head for each proposal.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearContext(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), Net = typeof(LinearCoupled), Context = nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), Net = typeof(LinearCoupled), Context = nameof(X))] Tensor Z0);

/// <summary>A given variable that only the proposals look at: p(x) does not depend on it.</summary>
[Model(Samples = 3)]
public sealed partial record LinearGiven(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), nameof(Y))] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(Y))] Tensor Z0,
    [Given, Shape(2)] Tensor Y);

/// <summary>A model of x given y.</summary>
[Model(Samples = 3)]
public sealed partial record LinearConditional(
    [Given, Shape(2)] Tensor Y,
    [Shape(3), P<Normal>(nameof(Y), nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Y))] Tensor Z);

/// <summary>Some values of x are missing, and another variable as a whole.</summary>
[Model(Samples = 3)]
public sealed partial record LinearMasked(
    [Shape(3), Mask(nameof(Seen)), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Label))] Tensor Z,
    [Given, Shape(3)] Tensor Seen,
    [Shape(2), Mask(nameof(HasLabel)), P<Normal>(nameof(Z))] Tensor Label,
    [Given, Shape(1)] Tensor HasLabel);

/// <summary>A mixture is as good a reverse factor as any density.</summary>
[Model(Samples = 3)]
public sealed partial record LinearMixtureReverse(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), Components = 3, Distinct = true)] Tensor Z0);

/// <summary>p(z) is a mixture of normal densities, and so is p(x).</summary>
[Model(Samples = 3)]
public sealed partial record LinearMixturePrior(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>(Learned = true, Components = 3), Q<Normal>(nameof(X))] Tensor Z);

/// <summary>p(z) is a mixture of the proposal at learned data.</summary>
[Model(Samples = 3)]
public sealed partial record LinearPosteriors(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>(PseudoInputs = 4), Q<Normal>(nameof(X))] Tensor Z);
