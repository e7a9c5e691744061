namespace Hiwae.Laws.Tests;

/// <summary>A variable of each family.</summary>
[Model(Samples = 2)]
public sealed partial record EveryFamily(
    [Shape(2), P<Bernoulli>(nameof(Z))] Tensor A,
    [Shape(4), P<Categorical>(nameof(Z))] Tensor B,
    [Shape(2), P<DiscretizedLogistic>(nameof(Z))] Tensor C,
    [Shape(2), P<Beta>(nameof(Z))] Tensor D,
    [Shape(2), P<ContinuousBernoulli>(nameof(Z))] Tensor E,
    [Shape(2), P<HalfNormal>(nameof(Z))] Tensor F,
    [Shape(2), P<StudentT>(nameof(Z))] Tensor G,
    [Shape(2), P<Laplace>(nameof(Z), nameof(Y))] Tensor H,
    [Shape(1), P<Normal>, Q<Logistic>(nameof(G), nameof(H))] Tensor Z,
    [Shape(1), P<Normal>, Q<SoftplusNormal>(nameof(G))] Tensor Y);

/// <summary>A variable of each family on counts and of each on positive numbers.</summary>
[Model(Samples = 2)]
public sealed partial record EveryCount(
    [Shape(2), P<Poisson>(nameof(Z))] Tensor A,
    [Shape(2), P<NegativeBinomial>(nameof(Z))] Tensor B,
    [Shape(2), P<ZeroInflated<Poisson>>(nameof(Z), nameof(Y))] Tensor C,
    [Shape(2), P<Gamma>(nameof(Z))] Tensor D,
    [Shape(2), P<LogNormal>(nameof(Z))] Tensor E,
    [Shape(1), P<Gamma>, Q<LogNormal>(nameof(A), nameof(B))] Tensor Z,
    [Shape(1), P<LogNormal>, Q<Gamma>(nameof(C))] Tensor Y);
