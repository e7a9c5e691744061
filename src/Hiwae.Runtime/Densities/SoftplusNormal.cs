using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent normal densities N(μ, σ²), σ = log(1 + exp(ρ + log(e − 1))): a scale that grows with the raw output no faster than
/// linearly, where <see cref="Normal"/>'s grows exponentially. Raw output: a block of μ, then a block of ρ, so that raw zeros are the
/// standard normal.
/// </summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true, Velocity = true, HasScale = true)]
public readonly struct SoftplusNormal : IFormula<SoftplusNormal>
{
    private static readonly double Shift = SoftplusScale.Inverse(1);

    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => Normal.Noises;

    /// <inheritdoc/>
    /// <remarks>−½ ((v − μ)/σ)² − log σ − ½ log 2π.</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => Normal.LogDensity([raw[0], LogScale(raw)], value);

    /// <inheritdoc/>
    /// <remarks>μ + σ ε with ε standard normal.</remarks>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> => Normal.Draw([raw[0], LogScale(raw)], noise);

    /// <inheritdoc/>
    /// <remarks>μ.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];

    /// <inheritdoc/>
    /// <remarks>1 for μ, and (v − μ) ∂ log σ/∂ρ for ρ, where ∂σ/∂ρ is the sigmoid of ρ + log(e − 1).</remarks>
    public static T Velocity<T>(ReadOnlySpan<T> raw, T value, int parameter) where T : IReal<T> =>
        parameter == 0 ? T.Constant(1) : (value - raw[0]) * SoftplusScale.Slope(raw[1] + Shift);

    private static T LogScale<T>(ReadOnlySpan<T> raw) where T : IReal<T> => SoftplusScale.Log(raw[1] + Shift);
}

/// <summary>Positive parameters by way of log(1 + e^y).</summary>
internal static class SoftplusScale
{
    // Below this, log softplus(y) = y to the last digit of a double, and softplus itself may underflow.
    private const double Linear = -36;

    /// <summary>The y with softplus(y) = value.</summary>
    public static double Inverse(double value) => Math.Log(Math.Exp(value) - 1);

    /// <summary>log softplus(y), finite with a finite gradient for every finite y.</summary>
    public static T Log<T>(T y) where T : IReal<T>
    {
        var linear = T.Constant(Linear);
        return T.IfLess(y, linear, y, T.Log(T.Softplus(T.Max(y, linear))));
    }

    /// <summary>The derivative of log softplus(y).</summary>
    public static T Slope<T>(T y) where T : IReal<T>
    {
        var linear = T.Constant(Linear);
        var within = T.Max(y, linear);
        return T.IfLess(y, linear, T.Constant(1), T.Sigmoid(within) / T.Softplus(within));
    }
}
