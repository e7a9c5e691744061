using Hiwae.Formulas;

namespace Hiwae;

/// <summary>
/// Counts with more zeros than a family has: with probability π a value is 0, otherwise it is one of the family (Lambert 1992). It is for counts alone, since a positive probability
/// of 0 is no density of real numbers. Raw output: a block of logits l = log(π / (1 − π)), then the family's own blocks, so that raw zeros have π = 1/2 and the standard member.
/// </summary>
/// <typeparam name="TCounts">The family, such as <see cref="Poisson"/>.</typeparam>
[Density(Support.Count, parametersPerValue: 1, Wraps = true)]
public readonly struct ZeroInflated<TCounts> : IFormula<ZeroInflated<TCounts>> where TCounts : struct, IFormula<TCounts>
{
    /// <inheritdoc/>
    /// <remarks>log(π + (1 − π) p(0)) at 0, elsewhere log(1 − π) + log p(k).</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var logRest = -T.Softplus(raw[0]);
        return T.IfLess(
            value,
            T.Constant(0.5),
            T.LogAddExp(-T.Softplus(-raw[0]), logRest + TCounts.LogDensity(raw[1..], T.Constant(0))),
            logRest + TCounts.LogDensity(raw[1..], value));
    }

    /// <inheritdoc/>
    /// <remarks>(1 − π) times the family's mean.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Sigmoid(-raw[0]) * TCounts.Mean(raw[1..]);

    /// <inheritdoc/>
    /// <remarks>0.</remarks>
    public static T Centre<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Constant(0);

    /// <inheritdoc/>
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        var (logit, family) = Split(raw.detach());
        var remains = noise.Uniform(shape).ge(logit.sigmoid());
        return (TCounts.Sample(family, noise, shape) * remains).MoveToOuterDisposeScope();
    }

    private static (Tensor Logit, Tensor Family) Split(Tensor raw)
    {
        var size = RawBlocks.Split(raw, Density.Attribute<ZeroInflated<TCounts>>().ParametersPerValue)[0].shape[^1];
        return (raw.narrow(-1, 0, size), raw.narrow(-1, size, raw.shape[^1] - size));
    }
}
