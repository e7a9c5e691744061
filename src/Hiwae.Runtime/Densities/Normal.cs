using Hiwae.Formulas;
using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent normal densities N(μ, σ²), σ = exp(log σ). Raw output: a block of μ, then a block of log σ, so that raw
/// zeros are the standard normal.
/// </summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true, Velocity = true, HasScale = true)]
public readonly struct Normal : IFormula<Normal>
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.Normal];

    /// <inheritdoc/>
    /// <remarks>−½ ((v − μ)/σ)² − log σ − ½ log 2π.</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> =>
        (T.Square((value - raw[0]) * T.Exp(-raw[1])) * -0.5) - raw[1] - HalfLogTwoPi;

    /// <inheritdoc/>
    /// <remarks>μ + σ ε with ε standard normal.</remarks>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> => raw[0] + (T.Exp(raw[1]) * noise[0]);

    /// <inheritdoc/>
    /// <remarks>μ.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => raw[0];

    /// <inheritdoc/>
    /// <remarks>1 for μ, and v − μ for log σ.</remarks>
    public static T Velocity<T>(ReadOnlySpan<T> raw, T value, int parameter) where T : IReal<T> => parameter == 0 ? T.Constant(1) : value - raw[0];

    /// <inheritdoc/>
    /// <remarks>As the formula says, what does not depend on the value summed apart, on its own smaller tensor.</remarks>
    public static Tensor LogDensity(Tensor raw, Tensor value)
    {
        using var scope = NewDisposeScope();
        var blocks = RawBlocks.Split(raw, 2);
        var squares = ((value - blocks[0]) * blocks[1].neg().exp()).Squared().sum(-1);
        return (squares.Times(-0.5) - blocks[1].sum(-1)).Minus(value.shape[^1] * HalfLogTwoPi).MoveToOuterDisposeScope();
    }
}
