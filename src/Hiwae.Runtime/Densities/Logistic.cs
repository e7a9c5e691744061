using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent logistic densities: the cumulative distribution is the sigmoid of (v − μ)/s, s = exp(log s). Raw output: a block of μ,
/// then a block of log s, so that raw zeros are the density with location 0 and scale 1.
/// </summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true, Velocity = true, HasScale = true)]
public readonly struct Logistic : IFormula<Logistic>
{
    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.OpenUniform];

    /// <inheritdoc/>
    /// <remarks>With t = |v − μ|/s: −t − 2 softplus(−t) − log s, in which nothing cancels, however large t is.</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var opposite = -T.Abs((value - raw[0]) * T.Exp(-raw[1]));
        return opposite - (T.Softplus(opposite) * 2) - raw[1];
    }

    /// <inheritdoc/>
    /// <remarks>μ + s log(u / (1 − u)) with u uniform.</remarks>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> =>
        raw[0] + (T.Exp(raw[1]) * (T.Log(noise[0]) - T.Log1P(-noise[0])));

    /// <inheritdoc/>
    /// <remarks>μ.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];

    /// <inheritdoc/>
    /// <remarks>1 for μ, and v − μ for log s.</remarks>
    public static T Velocity<T>(ReadOnlySpan<T> raw, T value, int parameter) where T : IReal<T> => parameter == 0 ? T.Constant(1) : value - raw[0];
}
