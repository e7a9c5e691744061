using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent half-normal densities 2 N(v; 0, σ²) of v ≥ 0, σ = exp(log σ): the absolute values of normal variables. Raw output: log σ, so that raw zeros are
/// the density with σ = 1.
/// </summary>
[Density(Support.Positive, parametersPerValue: 1, Reparameterised = true, Velocity = true)]
public readonly struct HalfNormal : IFormula<HalfNormal>
{
    private static readonly double HalfLogTwoThroughPi = 0.5 * Math.Log(2 / Math.PI);

    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.Normal];

    /// <inheritdoc/>
    /// <remarks>−v²/2σ² − log σ + ½ log(2/π).</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> =>
        (T.Square(value * T.Exp(-raw[0])) * -0.5) - raw[0] + HalfLogTwoThroughPi;

    /// <inheritdoc/>
    /// <remarks>σ |n| with n standard normal.</remarks>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> => T.Exp(raw[0]) * T.Abs(noise[0]);

    /// <inheritdoc/>
    /// <remarks>σ √(2/π).</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Exp(raw[0] + HalfLogTwoThroughPi);

    /// <inheritdoc/>
    /// <remarks>v.</remarks>
    public static T Velocity<T>(ReadOnlySpan<T> raw, T value, int parameter) where T : IReal<T> => value;
}
