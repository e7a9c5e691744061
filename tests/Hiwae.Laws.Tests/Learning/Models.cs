using Hiwae.Formulas;

namespace Hiwae.Laws.Tests.Learning;

/// <summary>A line with noise of a known scale; what z tells of x counts four times.</summary>
[Model(KlWeight = 4)]
public sealed partial record BetaLine(
    [Shape(1), P<Narrow>(nameof(Z))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>Independent normal densities with σ = 1/10. Raw output: means.</summary>
[Density(Support.Real, parametersPerValue: 1)]
public readonly struct Narrow : IFormula<Narrow>
{
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => (T.Square(value - raw[0]) * -50.0) + (Math.Log(10) - (0.5 * Math.Log(2 * Math.PI)));

    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];
}

/// <summary>Bits by class.</summary>
[Model]
public sealed partial record LatentClasses(
    [Shape(12), P<Bernoulli>(nameof(C))] Tensor X,
    [Shape(3), Enumerated, P<Categorical>(Learned = true)] Tensor C);

/// <summary>Counts whose log rates are linear in a latent variable.</summary>
[Model(Samples = 10)]
public sealed partial record PoissonTable(
    [Shape(5), P<Poisson>(nameof(Z))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Hidden = [16])] Tensor Z);

/// <summary>Counts that scatter more.</summary>
[Model(Samples = 10)]
public sealed partial record NegativeBinomialTable(
    [Shape(5), P<NegativeBinomial>(nameof(Z), Scale = Scale.PerValue)] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Hidden = [16])] Tensor Z);

/// <summary>Counts with more zeros, which may depend on z as well.</summary>
[Model(Samples = 10)]
public sealed partial record ZeroInflatedTable(
    [Shape(5), P<ZeroInflated<NegativeBinomial>>(nameof(Z))] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X), Hidden = [16])] Tensor Z);

/// <summary>A linear map of a plane and a little noise, with a prior that a flow bends.</summary>
[Model(Samples = 10)]
public sealed partial record BentPlane(
    [Shape(2), P<Narrow>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>(Flow = typeof(Plane)), Q<Normal>(nameof(X), Hidden = [32])] Tensor Z);

/// <summary>The same with a prior that is as it is.</summary>
[Model(Samples = 10)]
public sealed partial record FlatPlane(
    [Shape(2), P<Narrow>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [32])] Tensor Z);

/// <summary>A proposal that a flow bends, for a density that is known.</summary>
[Model(Samples = 1)]
public sealed partial record BentProposal([Shape(2), Target<Banana>, Q<Normal>(Learned = true, Flow = typeof(Plane))] Tensor Z);

/// <summary>The same with a proposal that is as it is.</summary>
[Model(Samples = 1)]
public sealed partial record FlatProposal([Shape(2), Target<Banana>, Q<Normal>(Learned = true)] Tensor Z);

/// <summary>Bends a plane.</summary>
[Flow]
[Coupling(Hidden = [32]), Permute, Coupling(Hidden = [32]), Permute, Coupling(Hidden = [32])]
public sealed partial record Plane;

/// <summary>A recurrent autoencoder of short sequences of two values.</summary>
[Model(Samples = 10)]
public sealed partial record ShortVrnn(
    [Repeat(8), Shape(2), P<Normal>(nameof(Z), Previous = [nameof(H)], Scale = Scale.PerValue)] Tensor X,
    [Repeat(8), Shape(1), P<Normal>(Previous = [nameof(H)]), Q<Normal>(nameof(X), Previous = [nameof(H)])] Tensor Z,
    [Repeat(8), Shape(16), Feature<Memory>(nameof(X), nameof(Z), Previous = [nameof(H)])] Tensor H);

/// <summary>What is kept of a sequence.</summary>
[Network]
[Dense(16)]
public sealed partial record Memory;

/// <summary>A state-space model of the same, whose samples are drawn anew after every step.</summary>
[Model(Samples = 10, Filtering = true)]
public sealed partial record ShortFilter(
    [Repeat(8), Shape(2), P<Normal>(nameof(Z), Scale = Scale.PerValue)] Tensor X,
    [Repeat(8), Shape(1), P<Normal>(Previous = [nameof(Z)], Scale = Scale.PerValue), Q<Normal>(nameof(X), Previous = [nameof(Z)], Hidden = [16])] Tensor Z);

/// <summary>One number for a whole sequence.</summary>
[Model]
public sealed partial record ShortFactor(
    [Shape(16), P<Normal>(nameof(Z), Scale = Scale.PerValue)] Tensor X,
    [Shape(1), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>A linear map of z and noise.</summary>
[Model(Samples = 1)]
public sealed partial record FullSum(
    [Shape(1), P<Normal>(nameof(Z))] Tensor X,
    [Shape(3), P<Normal>, Q<MultivariateNormal>(nameof(X))] Tensor Z);

/// <summary>The same of two values, with a proposal of rank one.</summary>
[Model(Samples = 1)]
public sealed partial record LowRankSum(
    [Shape(1), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<LowRankMultivariateNormal<Rank1>>(nameof(X))] Tensor Z);

/// <summary>The same with independent values.</summary>
[Model(Samples = 1)]
public sealed partial record DiagonalSum(
    [Shape(1), P<Normal>(nameof(Z))] Tensor X,
    [Shape(3), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);
