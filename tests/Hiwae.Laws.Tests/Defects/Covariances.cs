namespace Hiwae.Laws.Tests;

/// <summary>A covariance whose author drew with the transpose of its factor.</summary>
[Density(Support.Real, parametersPerValue: 2, Pairs = true, Reparameterised = true)]
public readonly struct TransposedFactor : IDensity<TransposedFactor>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        // Of two values: μ1 + σ1 (ε1 + u ε2), μ2 + σ2 ε2.
        var (mean, pair, scale) = (raw.narrow(-1, 0, 2), raw.narrow(-1, 2, 1), raw.narrow(-1, 3, 2).exp());
        var drawn = noise.Normal(shape);
        return mean + (scale * (drawn + cat([pair * drawn.narrow(-1, 1, 1), zeros_like(drawn.narrow(-1, 0, 1))], -1)));
    }

    public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<MultivariateNormal>(raw, value);

    public static Tensor Mean(Tensor raw) => raw.narrow(-1, 0, 2);
}

/// <summary>A low-rank covariance whose author forgot the determinant of M = I + Gᵀ G.</summary>
[Density(Support.Real, parametersPerValue: 3, Reparameterised = true)]
public readonly struct LowRankWithoutDeterminant : IDensity<LowRankWithoutDeterminant>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<LowRankMultivariateNormal<Rank1>>(raw, noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) =>
        Density.Log<LowRankMultivariateNormal<Rank1>>(raw, value) + ((1 + raw.chunk(3, -1)[1].square().sum(-1)).log() * 0.5);

    public static Tensor Mean(Tensor raw) => Density.Mean<LowRankMultivariateNormal<Rank1>>(raw);
}

[Model(Samples = 3)]
public sealed partial record TransposedProposal(
    [Shape(2), P<Normal>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<TransposedFactor>(nameof(X))] Tensor Z);

[Model(Samples = 3)]
public sealed partial record ForgottenDeterminantOfRank(
    [Shape(2), P<Normal>(nameof(Z))] Tensor X,
    [Shape(3), P<Normal>, Q<LowRankWithoutDeterminant>(nameof(X))] Tensor Z);
