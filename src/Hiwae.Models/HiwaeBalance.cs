namespace Hiwae.Models;

/// <summary>H-IWAE (Huang et al. 2019): distinct proposals that share one auxiliary draw, weighted by the balance heuristic.</summary>
[Model(Name = "hiwae", Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeBalance(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);

/// <summary>H-IWAE of 8-bit images: each grey level has the mass that a logistic density puts on its bin.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeGrey(
    [Shape(784), P<DiscretizedLogistic>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(X), Hidden = [200, 200], Distinct = true)] Tensor Z,
    [Shape(50), Q<Normal>(nameof(X), Hidden = [200, 200]), R<Normal>(nameof(Z), nameof(X), Hidden = [200, 200])] Tensor Z0);

/// <summary>H-IWAE in which every inference factor reads the image through one encoder.</summary>
[Model(Samples = 5, Weights = Weights.Balance)]
public sealed partial record HiwaeShared(
    [Shape(784), P<Bernoulli>(nameof(Z), Hidden = [200, 200])] Tensor X,
    [Shape(50), P<Normal>, Q<Normal>(nameof(Z0), nameof(H), Hidden = [200], Distinct = true)] Tensor Z,
    [Shape(10), Q<Normal>(nameof(H)), R<Normal>(nameof(Z), nameof(H), Hidden = [200])] Tensor Z0,
    [Feature<DenseEncoder>(nameof(X))] Tensor H);

/// <summary>Two hidden layers: with a linear head on top, the proposal of <see cref="Iwae"/>.</summary>
[Network(Activation = Activation.Tanh), Dense(200), Dense(200)]
public sealed partial record DenseEncoder;
