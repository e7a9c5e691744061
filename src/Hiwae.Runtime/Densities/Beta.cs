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
    private const double Least = 0.001;

    private static readonly double Shift = SoftplusScale.Inverse(1 - Least);

    // The slope of softplus where the concentration is 1, and the raw number up to which it gives the excess over 1 to twelve digits.
    private static readonly double Slope = -double.ExpM1(Least - 1);

    private const double SmallForExcess = 1.0 / (1 << 20);

    // The least positive 32-bit number, and the last before 1.
    private const double Lowest = 1.401298464324817e-45;

    private const double Highest = 1 - (1.0 / (1 << 24));

    /// <inheritdoc/>
    /// <remarks>
    /// (a − 1) log v + (b − 1) log(1 − v) − log B(a, b). At 0 it is −∞ for a &gt; 1 and +∞ for a &lt; 1, as the density is zero or infinite there; for a = 1 the
    /// first term is zero, whatever v is. At 1 so with b.
    /// </remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var (aboveA, aboveB) = (Excess(raw[0]), Excess(raw[1]));

        // A factor of zero meets no infinite logarithm.
        var low = T.Max(value, IfZero(raw[0], Lowest, double.NegativeInfinity));
        var high = T.Min(value, IfZero(raw[1], Highest, double.PositiveInfinity));
        return (aboveA * T.Log(low)) + (aboveB * T.Log1P(-high)) - Stirling.LogBeta(Concentration(raw[0]), Concentration(raw[1]));
    }

    /// <inheritdoc/>
    /// <remarks>a / (a + b).</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T>
    {
        var (a, b) = (Concentration(raw[0]), Concentration(raw[1]));
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
        var logOdds = LogGamma(Concentration<TensorReal>(blocks[0]), noise, shape) - LogGamma(Concentration<TensorReal>(blocks[1]), noise, shape);
        return TensorReal.InsideUnitInterval(logOdds.sigmoid()).ToTensor(logOdds).MoveToOuterDisposeScope();
    }

    // The concentration less 1, of the raw number's sign and zero with it.
    private static T Excess<T>(T raw) where T : IReal<T> =>
        T.IfLess(T.Abs(raw), T.Constant(SmallForExcess), raw * Slope, T.Softplus(raw + Shift) - (1 - Least));

    private static T IfZero<T>(T x, double then, double elsewhere) where T : IReal<T> => T.IfLess(T.Constant(0), T.Abs(x), T.Constant(elsewhere), T.Constant(then));

    private static T Concentration<T>(T raw) where T : IReal<T> => T.Softplus(raw + Shift) + Least;

    // A gamma variable of concentration c is one of concentration c + 1 times u^(1/c) (Marsaglia and Tsang 2000): in log space nothing underflows.
    private static Tensor LogGamma(TensorReal concentration, Noise noise, ReadOnlySpan<long> shape)
    {
        var uniform = noise.OpenUniform(shape);
        var tensor = concentration.ToTensor(uniform);
        return noise.Gamma((tensor + 1).expand(shape)).log() + (uniform.log() / tensor);
    }
}
