namespace Hiwae.Runtime.Tests.Laws;

// Parts of the language that meet: each law must hold where two of them depend on each other.

/// <summary>What is missing of x is read as zero by everything: by q, by r, and by p(y | z, x), whose density of y is the one that is bounded.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearMaskedParent(
    [Shape(3), Mask(nameof(Seen)), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>(nameof(X), nameof(Z))] Tensor Y,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), nameof(Y), Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X), nameof(Seen))] Tensor Z0,
    [Given, Shape(3)] Tensor Seen);

/// <summary>An auxiliary that all samples share and one for each sample, each with a reverse factor that looks at the other or could.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearTwoAuxiliaries(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(Z00), Distinct = true), R<Normal>(nameof(Z))] Tensor Z0,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z0), nameof(Z), nameof(X))] Tensor Z00);

/// <summary>The same the other way round: the reverse factor of the one for each sample looks at the shared one, through a feature of both.</summary>
[Model(Samples = 3, Weights = Weights.Power, Beta = 0.5)]
public sealed partial record LinearAuxiliaryFeature(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Z0), nameof(Z00), nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(H))] Tensor Z0,
    [Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor Z00,
    [Feature<LinearTrunk>(nameof(Z00), nameof(Z))] Tensor H);

#pragma warning disable HIW0067 // An auxiliary that no proposal depends on, which is legal: the mean of r / q is one.
/// <summary>An auxiliary that is drawn after what it is auxiliary to.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearDrawnAfter(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(Z), nameof(X), Distinct = true), R<Normal>(nameof(X))] Tensor Z0);
#pragma warning restore HIW0067

#pragma warning disable HIW0065, HIW0067 // Blind proposals, which are legal: the estimate is unbiased all the same.
/// <summary>Proposals and reverse factors that depend on nothing, one for each sample.</summary>
[Model(Samples = 3, Weights = Weights.Learned)]
public sealed partial record LinearLearnedFactors(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(Learned = true, Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(Learned = true, Distinct = true), R<Normal>(Learned = true, Distinct = true)] Tensor Z0);
#pragma warning restore HIW0065, HIW0067

#pragma warning disable HIW0065, HIW0067 // Blind proposals, which are legal: the estimate is unbiased all the same.
/// <summary>The same under weights that compare them, and a standard reverse factor.</summary>
[Model(Samples = 3, Weights = Weights.Maximum)]
public sealed partial record LinearLearnedCompared(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(Learned = true, Distinct = true)] Tensor Z,
    [Shape(2), Q<Normal>, R<Normal>] Tensor Z0);
#pragma warning restore HIW0065, HIW0067

/// <summary>What is drawn for each sample conditions the layers of a network over what is not.</summary>
[Model(Samples = 3, Weights = Weights.Balance)]
public sealed partial record LinearContextOfSamples(
    [Shape(3), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Net = typeof(LinearCoupled), Context = nameof(Z0), Distinct = true)] Tensor Z,
    [Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(X), Net = typeof(LinearCoupled), Context = nameof(Z))] Tensor Z0);

#pragma warning disable HIW0061, HIW0064 // A latent variable below the data, which is legal: the integral over it is one.
/// <summary>The latent variable is generated from the observed one: p(x | y) is known without it.</summary>
[Model(Samples = 3)]
public sealed partial record LinearDownstream(
    [Shape(3), P<Normal>(nameof(Y))] Tensor X,
    [Shape(2), P<Normal>(nameof(X)), Q<Normal>(nameof(X), Distinct = true)] Tensor Z,
    [Given, Shape(2)] Tensor Y);
#pragma warning restore HIW0061, HIW0064
