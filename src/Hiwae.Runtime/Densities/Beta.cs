using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent beta densities v^(a − 1) (1 − v)^(b − 1) / B(a, b). Raw output: a block for a, then a block for b, each through
/// 1/1000 + log(1 + exp(raw + log(e^0.999 − 1))), so that raw zeros are Beta(1, 1), the uniform density, and no
/// concentration falls below 1/1000, where a draw is almost surely indistinguishable from 0 or 1.
/// </summary>
[Density(Support.UnitInterval, parametersPerValue: 2, Reparameterised = true)]
public readonly struct Beta : IFormula<Beta>
{
    // The last 32-bit number before 1.
    private const double Highest = 1 - (1.0 / (1 << 24));

    /// <inheritdoc/>
    /// <remarks>
    /// (a − 1) log v + (b − 1) log(1 − v) − log B(a, b). At 0 it is −∞ for a &gt; 1 and +∞ for a &lt; 1, as the density is zero or infinite there; for a = 1 the
    /// first term is zero, whatever v is. At 1 so with b.
    /// </remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var low = Concentration.Above(value, raw[0]);
        var high = T.Min(value, Concentration.IfZero(raw[1], Highest, double.PositiveInfinity));
        return (Concentration.Excess(raw[0]) * T.Log(low)) + (Concentration.Excess(raw[1]) * T.Log1P(-high))
            - Stirling.LogBeta(Concentration.Of(raw[0]), Concentration.Of(raw[1]));
    }

    /// <inheritdoc/>
    /// <remarks>a / (a + b).</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T>
    {
        var (a, b) = (Concentration.Of(raw[0]), Concentration.Of(raw[1]));
        return a / (a + b);
    }

    /// <inheritdoc/>
    /// <remarks>One half.</remarks>
    public static T Centre<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Constant(0.5);

    /// <inheritdoc/>
    /// <remarks>
    /// g / (g + h) with g and h standard gamma variables of concentrations a and b, as the sigmoid of log g − log h. Differentiable in a
    /// and b through <see cref="Noise.Gamma"/>. Values that round to 0 or 1 are moved to the nearest number inside.
    /// </remarks>
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        var blocks = RawBlocks.Split(raw, 2);
        var logOdds = Concentration.LogGamma(Concentration.Of<TensorReal>(blocks[0]), noise, shape) - Concentration.LogGamma(Concentration.Of<TensorReal>(blocks[1]), noise, shape);
        return TensorReal.InsideUnitInterval(logOdds.sigmoid()).ToTensor(logOdds).MoveToOuterDisposeScope();
    }
}
