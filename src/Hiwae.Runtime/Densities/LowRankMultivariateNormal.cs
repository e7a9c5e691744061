using Hiwae.Formulas;
using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// One normal density of a whole vector, whose covariance is a diagonal and a part of rank r: v = μ + σ ∘ (ε + G e), ε and e standard normal, so that the
/// covariance is D + F Fᵀ with D = diag(σ²) and F = diag(σ) G. Raw output
/// for n values: a block of μ, a block of n for each of the r columns of G, a block of log σ; (2 + r) n in all. Raw zeros are the standard normal.
/// </summary>
/// <typeparam name="TRank">A type with a <see cref="RankAttribute"/>, such as <see cref="Rank3"/>.</typeparam>
[Density(Support.Real, parametersPerValue: 2, Ranked = true, Reparameterised = true, Velocity = true, HasScale = true)]
public readonly struct LowRankMultivariateNormal<TRank> : IDensity<LowRankMultivariateNormal<TRank>> where TRank : struct
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    public static DensityForm? Form => Family.Form;

    private static int Blocks => Density.Attribute<LowRankMultivariateNormal<TRank>>().ParametersPerValue;

    private static int Rank => Blocks - 2;

    /// <inheritdoc/>
    /// <remarks>μ + σ ∘ (ε + G e) with ε, of n numbers, and e, of r, standard normal, drawn in this order.</remarks>
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        var (mean, factor, logScale) = Split(raw, shape[^1]);
        var own = noise.Normal(shape);
        var common = noise.Normal([.. shape[..^1], Rank]);
        return mean.Plus(logScale.exp() * own.Plus(matmul(common.unsqueeze(-2), factor).squeeze(-2))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>
    /// −½ (|a − G m|² + |m|²) − ½ log|M| − Σ log σ − (n/2) log 2π with a = (v − μ)/σ, M = I + Gᵀ G and m = M⁻¹ Gᵀ a, by the Cholesky factor of M: the
    /// determinant lemma, and Woodbury's identity as a sum of squares, in
    /// which nothing cancels. In 64 bits, since the I is lost beside large Gᵀ G in 32.
    /// </remarks>
    public static Tensor LogDensity(Tensor raw, Tensor value)
    {
        using var scope = NewDisposeScope();
        var (logScale, factor, scaled, common, root) = Whitened(raw, value);
        var rest = scaled - matmul(common.unsqueeze(-2), factor).squeeze(-2);
        var halfLogDeterminant = root.diagonal(0, -2, -1).log().sum(-1);
        var squares = rest.Squared().sum(-1).Plus(common.Squared().sum(-1));
        return (squares.Times(-0.5) - halfLogDeterminant - logScale.sum(-1)).Minus(value.shape[^1] * HalfLogTwoPi).to_type(raw.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>μ.</remarks>
    public static Tensor Mean(Tensor raw) => RawBlocks.Split(raw, Blocks)[0];

    /// <inheritdoc/>
    /// <remarks>1 for μ, σ m of the column for G, m the mean of e given the value, and v − μ for log σ.</remarks>
    public static Tensor Velocity(Tensor raw, Tensor value)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (mean, _, _) = Split(raw, value.shape[^1]);
        var (logScale, _, _, common, _) = Whitened(raw, value);
        var byFactor = (common.unsqueeze(-1) * logScale.exp().unsqueeze(-2)).flatten(-2);
        var byScale = value - mean;
        return cat([ones_like(byScale), byFactor.to_type(raw.dtype), byScale], -1).MoveToOuterDisposeScope();
    }

    /// <summary>log σ, Gᵀ, a, m, and the Cholesky factor of M, in 64 bits.</summary>
    private static (Tensor LogScale, Tensor Factor, Tensor Scaled, Tensor Common, Tensor Root) Whitened(Tensor raw, Tensor value)
    {
        var (mean, factor, logScale) = Split(raw.to_type(ScalarType.Float64), value.shape[^1]);
        var scaled = (value.to_type(ScalarType.Float64) - mean) * logScale.neg().exp();

        // M ≥ I has a root unless something in it is no number. Then nor is what comes out, which is for training to notice and to say: no exception of the engine.
        var (root, _) = linalg.cholesky_ex(matmul(factor, factor.transpose(-1, -2)).Plus(eye(Rank, dtype: ScalarType.Float64, device: raw.device)));
        var half = linalg.solve_triangular(root, matmul(factor, scaled.unsqueeze(-1)), upper: false);
        return (logScale, factor, scaled, linalg.solve_triangular(root.transpose(-1, -2), half, upper: true).squeeze(-1), root);
    }

    /// <summary>μ, the columns of G as rows, [..., r, n], and log σ.</summary>
    /// <exception cref="ArgumentException">The last dimension has not got (2 + r) n numbers.</exception>
    private static (Tensor Mean, Tensor Factor, Tensor LogScale) Split(Tensor raw, long size)
    {
        var length = raw.shape[^1];
        return length == Blocks * size
            ? (raw.narrow(-1, 0, size), raw.narrow(-1, size, Rank * size).reshape([.. raw.shape[..^1], Rank, size]), raw.narrow(-1, (1 + Rank) * size, size))
            : throw new ArgumentException(
                $"{DensityAttribute.NameOf(typeof(LowRankMultivariateNormal<TRank>))} of {size} values takes {Blocks * size} raw parameters "
                + $"in the last dimension, {Blocks} for each value; there are {length}.",
                nameof(raw));
    }

    private static class Family
    {
        public static readonly CovarianceForm Form = new(DensityAttribute.NameOf(typeof(LowRankMultivariateNormal<TRank>)), Rank);
    }
}
