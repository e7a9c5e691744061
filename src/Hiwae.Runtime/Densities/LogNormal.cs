using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent log-normal densities of v &gt; 0: log v is normal with mean μ and standard deviation σ = exp(log σ). Raw output: a block of μ, then a block of log σ, so that raw
/// zeros have a standard normal logarithm.
/// </summary>
[Density(Support.Positive, parametersPerValue: 2, Reparameterised = true, Velocity = true, HasScale = true)]
public readonly struct LogNormal : IFormula<LogNormal>
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    // Logarithms of what is well inside the range of 32-bit numbers, so that a draw times its logarithm, as in a velocity, and times the numbers of a gradient is too: draws and centres are kept to it.
    private const double MostLogarithm = 60;

    // The least positive 32-bit number.
    private const double Lowest = 1.401298464324817e-45;

    /// <inheritdoc/>
    /// <remarks>With z = (log v − μ)/σ: −½ z² − log v − log σ − ½ log 2π, where log v is μ + σ z: −½ z (z + 2σ) − μ, so that at 0 nothing infinite is subtracted from another; it is −∞ there.</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var z = (T.Log(value) - raw[0]) * T.Exp(-raw[1]);
        return (z * (z + (T.Exp(raw[1]) * 2)) * -0.5) - raw[0] - raw[1] - HalfLogTwoPi;
    }

    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.Normal];

    /// <inheritdoc/>
    /// <remarks>e^(μ + σ ε) with ε standard normal; what is beyond e^60 or below e^−60 is moved there.</remarks>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> =>
        T.Exp(T.Clamp(Normal.Draw(raw, noise), -MostLogarithm, MostLogarithm));

    /// <inheritdoc/>
    /// <remarks>e^(μ + σ²/2).</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Exp(raw[0] + (T.Exp(raw[1] * 2) * 0.5));

    /// <inheritdoc/>
    /// <remarks>The median e^μ.</remarks>
    public static T Centre<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Exp(T.Clamp(raw[0], -MostLogarithm, MostLogarithm));

    /// <inheritdoc/>
    /// <remarks>v for μ, and v (log v − μ) for log σ.</remarks>
    public static T Velocity<T>(ReadOnlySpan<T> raw, T value, int parameter) where T : IReal<T> =>
        parameter == 0 ? value : value * (T.Log(T.Max(value, T.Constant(Lowest))) - raw[0]);
}
