using Hiwae.Formulas;
using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// One normal density of a whole vector, with any covariance: v = μ + σ ∘ (U ε), ε standard normal, U a lower triangle with ones in its diagonal, so that
/// the Cholesky factor of the covariance is diag(σ) U. Raw output for n
/// values: a block of μ, then the n (n − 1) / 2 numbers below the diagonal of U by rows, then a block of log σ; n (n + 3) / 2 in all. Raw zeros are the
/// standard normal.
/// </summary>
/// <remarks>
/// The determinant is Σ log σ, without an exponential in it. σ multiplies rows, so that a value is brought to its own scale before others are subtracted
/// from it: no raw number has to follow the size of another.
/// </remarks>
[Density(Support.Real, parametersPerValue: 2, Pairs = true, Reparameterised = true, Velocity = true, HasScale = true)]
public readonly struct MultivariateNormal : IDensity<MultivariateNormal>
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    public static DensityForm? Form { get; } = new CovarianceForm(nameof(MultivariateNormal), Rank: null);

    /// <inheritdoc/>
    /// <remarks>μ + σ ∘ (U ε) with ε standard normal.</remarks>
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        var (mean, pairs, logScale) = Split(raw, shape[^1]);
        var mixed = matmul(RawPairs.Triangle(pairs, (int)shape[^1]), noise.Normal(shape).unsqueeze(-1)).squeeze(-1);
        return mean.Plus(logScale.exp() * mixed).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>−½ |z|² − Σ log σ − (n/2) log 2π, U z = (v − μ)/σ by forward substitution, in 64 bits, in whose range the products of extreme numbers
    /// stay.</remarks>
    public static Tensor LogDensity(Tensor raw, Tensor value)
    {
        using var scope = NewDisposeScope();
        var (logScale, z) = Whitened(raw, value);
        return (z.Squared().sum(-1).Times(-0.5) - logScale.sum(-1)).Minus(value.shape[^1] * HalfLogTwoPi).to_type(raw.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>μ.</remarks>
    public static Tensor Mean(Tensor raw)
    {
        // n of n (n + 3) / 2.
        var size = (long)Math.Round((Math.Sqrt(9 + (8.0 * raw.shape[^1])) - 3) / 2);
        return Split(raw, size).Mean;
    }

    /// <inheritdoc/>
    /// <remarks>1 for μ, σ z of the earlier value for a pair, and v − μ for log σ.</remarks>
    public static Tensor Velocity(Tensor raw, Tensor value)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (size, (mean, _, _)) = ((int)value.shape[^1], Split(raw, value.shape[^1]));
        var (logScale, z) = Whitened(raw, value);
        var byPair = logScale.exp().index_select(-1, RawPairs.Later(size, raw.device)) * z.index_select(-1, RawPairs.Earlier(size, raw.device));
        var byScale = value - mean;
        return cat([ones_like(byScale), byPair.to_type(raw.dtype), byScale], -1).MoveToOuterDisposeScope();
    }

    /// <summary>log σ, and ε that would draw the value, in 64 bits.</summary>
    private static (Tensor LogScale, Tensor Noise) Whitened(Tensor raw, Tensor value)
    {
        var (mean, pairs, logScale) = Split(raw.to_type(ScalarType.Float64), value.shape[^1]);
        var scaled = (value.to_type(ScalarType.Float64) - mean) * logScale.neg().exp();
        var triangle = RawPairs.Triangle(pairs, (int)value.shape[^1]);
        return (logScale, linalg.solve_triangular(triangle, scaled.unsqueeze(-1), upper: false, unitriangular: true).squeeze(-1));
    }

    /// <exception cref="ArgumentException">The last dimension has not got n (n + 3) / 2 numbers.</exception>
    private static (Tensor Mean, Tensor Pairs, Tensor LogScale) Split(Tensor raw, long size)
    {
        var (length, pairs) = (raw.shape[^1], RawPairs.Count(size));
        return length == (2 * size) + pairs
            ? (raw.narrow(-1, 0, size), raw.narrow(-1, size, pairs), raw.narrow(-1, size + pairs, size))
            : throw new ArgumentException(
                $"{nameof(MultivariateNormal)} of {size} values takes {(2 * size) + pairs} raw parameters in the last dimension, n (n + 3) / 2; there are {length}.", nameof(raw));
    }
}
