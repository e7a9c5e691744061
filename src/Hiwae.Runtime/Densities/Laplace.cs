using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent Laplace densities exp(−|v − μ|/b) / 2b, b = exp(log b). Raw output: a block of μ, then a block of log b, so that raw
/// zeros are the density with location 0 and scale 1.
/// </summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true, Velocity = true, HasScale = true)]
public readonly struct Laplace : IFormula<Laplace>
{
    private static readonly double LogTwo = Math.Log(2);

    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.OpenUniform, NoiseKind.OpenUniform];

    /// <inheritdoc/>
    /// <remarks>−|v − μ|/b − log b − log 2.</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => -(T.Abs(value - raw[0]) * T.Exp(-raw[1])) - raw[1] - LogTwo;

    /// <inheritdoc/>
    /// <remarks>μ + b (E₁ − E₂) with E₁ and E₂ standard exponential.</remarks>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> =>
        raw[0] + (T.Exp(raw[1]) * (T.Log(noise[0]) - T.Log(noise[1])));

    /// <inheritdoc/>
    /// <remarks>μ.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];

    /// <inheritdoc/>
    /// <remarks>1 for μ, and v − μ for log b.</remarks>
    public static T Velocity<T>(ReadOnlySpan<T> raw, T value, int parameter) where T : IReal<T> => parameter == 0 ? T.Constant(1) : value - raw[0];
}
