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

    /// <inheritdoc/>
    /// <remarks>(a − 1) log v + (b − 1) log(1 − v) − log B(a, b).</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var (a, b) = (Concentration(raw[0]), Concentration(raw[1]));
        return ((a - 1) * T.Log(value)) + ((b - 1) * T.Log1P(-value)) - Stirling.LogBeta(a, b);
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

    private static T Concentration<T>(T raw) where T : IReal<T> => T.Softplus(raw + Shift) + Least;

    // A gamma variable of concentration c is one of concentration c + 1 times u^(1/c) (Marsaglia and Tsang 2000): in log space nothing underflows.
    private static Tensor LogGamma(TensorReal concentration, Noise noise, ReadOnlySpan<long> shape)
    {
        var uniform = noise.OpenUniform(shape);
        var tensor = concentration.ToTensor(uniform);
        return noise.Gamma((tensor + 1).expand(shape)).log() + (uniform.log() / tensor);
    }
}
