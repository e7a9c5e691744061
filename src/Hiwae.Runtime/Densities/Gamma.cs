using Hiwae.Formulas;
using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent gamma densities of v ≥ 0 with the concentration a and the mean m, (a/m)^a v^(a − 1) e^(−a v/m) / Γ(a). Raw output: a block for a, through
/// 1/1000 + log(1 + exp(raw + log(e^0.999 − 1))), then a block of log m, so that raw zeros are the exponential density of mean 1.
/// </summary>
[Density(Support.Positive, parametersPerValue: 2, Reparameterised = true)]
public readonly struct Gamma : IFormula<Gamma>
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    // Draws that round to 0, or are beyond a 32-bit number, are moved inside.
    private const double Least = 1e-30;

    private const double Most = 1e38;

    /// <inheritdoc/>
    /// <remarks>
    /// With x = v/m and log Γ by Stirling's formula: (a − 1) log x − log m + a (1 − x) + ½ log a − ½ log 2π − δ(a), in which nothing of the size of a log a is left. At 0 it is −∞
    /// for a &gt; 1 and +∞ for a &lt; 1; for a = 1 the first term is zero, whatever v is.
    /// </remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var (a, below) = (Concentration.Of(raw[0]), value * T.Exp(-raw[1]) - 1); // x − 1
        var logRatio = Ratio.Log(T.Log(Concentration.Above(value, raw[0])) - raw[1], below);
        return (Concentration.Excess(raw[0]) * logRatio) - raw[1] - (a * below) + (T.Log(a) * 0.5) - HalfLogTwoPi - T.StirlingRemainder(a);
    }

    /// <inheritdoc/>
    /// <remarks>m.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Exp(raw[1]);

    /// <inheritdoc/>
    /// <remarks>m g/a with g a standard gamma variable of concentration a, in log space. Differentiable in a through <see cref="Noise.Gamma"/>.</remarks>
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        var blocks = RawBlocks.Split(raw, 2);
        var concentration = Concentration.Of<TensorReal>(blocks[0]);
        var logarithm = (Concentration.LogGamma(concentration, noise, shape) - TensorReal.Log(concentration).ToTensor(raw)).Plus(blocks[1]);
        return logarithm.exp().Within(Least, Most).MoveToOuterDisposeScope();
    }
}
