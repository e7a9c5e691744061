using Hiwae.Formulas;

namespace Hiwae;

/// <summary>Independent Poisson variables, λ^k e^−λ / k!. Raw output: log λ, so that raw zeros have rate 1.</summary>
[Density(Support.Count, parametersPerValue: 1)]
public readonly struct Poisson : IFormula<Poisson>
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    /// <remarks>
    /// k log λ − λ − log k!, with n = k + 1 and log k! = log Γ(n) by Stirling's formula: k log(λ/n) + (n − λ) − ½ log n − ½ log 2π − δ(n). Near the mean k the logarithm and the
    /// difference are small, where those of the definition are as large as k log k (as in Loader 2000).
    /// </remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var (rate, next) = (T.Exp(raw[0]), value + 1);
        var logNext = T.Log(next);
        var excess = next - rate;
        return (value * Ratio.Log(raw[0] - logNext, -excess / next)) + excess - (logNext * 0.5) - HalfLogTwoPi - T.StirlingRemainder(next);
    }

    /// <inheritdoc/>
    /// <remarks>λ.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Exp(raw[0]);

    /// <inheritdoc/>
    /// <remarks>0.</remarks>
    public static T Centre<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Constant(0);

    /// <inheritdoc/>
    /// <remarks>By <see cref="Noise.Poisson"/>.</remarks>
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        return noise.Poisson(raw.detach().to_type(ScalarType.Float64).exp().expand(shape)).MoveToOuterDisposeScope();
    }
}
