using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Independent continuous Bernoulli densities on the unit interval, e^(l v) l / (e^l − 1): the Bernoulli formula, with the normaliser that
/// makes it a density of real values (Loaiza-Ganem and Cunningham 2019). Raw output: the logits l = log(λ / (1 − λ)), so that raw zeros
/// are the uniform density.
/// </summary>
[Density(Support.UnitInterval, parametersPerValue: 1, Reparameterised = true)]
public readonly struct ContinuousBernoulli : IFormula<ContinuousBernoulli>
{
    // Below these, series in l; above, formulas that divide by l.
    private const double SmallForNormaliser = 0.5;

    private const double SmallForMean = 0.5;

    private const double SmallForDraws = 0.02;

    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.OpenUniform];

    /// <inheritdoc/>
    /// <remarks>(v − ½) l − log(sinh(l/2) / (l/2)).</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var (near, far) = Parts(raw[0], SmallForNormaliser);
        var square = T.Square(near * 0.5);
        var series = square * ((((((square * (1.0 / 467775)) - (1.0 / 37800)) * square) + (1.0 / 2835)) * square - (1.0 / 180)) * square + (1.0 / 6));
        var size = T.Abs(far);
        var direct = (size * 0.5) + T.Log(-T.ExpM1(-size) / size);
        return ((value - 0.5) * raw[0]) - IfSmall(raw[0], SmallForNormaliser, series, direct);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The inverse of the cumulative distribution (e^(l v) − 1) / (e^l − 1) at u uniform: log(1 + u (e^l − 1)) / l. For negative l it is
    /// taken as it is, for positive l by the symmetry v → 1 − v, u → 1 − u, and near zero as the series of the
    /// cumulants of a Bernoulli variable, whose generating function it is.
    /// </remarks>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T>
    {
        var u = noise[0];
        var (near, far) = Parts(raw[0], SmallForDraws);

        var spread = u * (1 - u);
        var skewed = spread * (1 - (u * 2));
        var series = u + (near * ((spread / 2) + (near * ((skewed / 6) + (near * ((spread * (1 - (spread * 6)) / 24) + (near * skewed * (1 - (spread * 12)) / 120)))))));

        var (zero, size) = (T.Constant(0), T.Abs(far));
        var fromEdge = -T.Log1P(T.IfLess(zero, far, 1 - u, u) * T.ExpM1(-size)) / size;
        var direct = T.IfLess(zero, far, 1 - fromEdge, fromEdge);
        return T.InsideUnitInterval(IfSmall(raw[0], SmallForDraws, series, direct));
    }

    /// <inheritdoc/>
    /// <remarks>½ + ½ (coth(l/2) − 2/l).</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T>
    {
        var (near, far) = Parts(raw[0], SmallForMean);
        var half = near * 0.5;
        var square = T.Square(half);
        var series = half * (((((square * (-1.0 / 4725)) + (2.0 / 945)) * square - (1.0 / 45)) * square) + (1.0 / 3));
        var direct = (1 / T.Tanh(far * 0.5)) - (2 / far);
        return 0.5 + (IfSmall(raw[0], SmallForMean, series, direct) * 0.5);
    }

    // The logit for the series and for the direct formula: each sees only arguments for which it and its gradient are finite.
    private static (T Near, T Far) Parts<T>(T logit, double small) where T : IReal<T> =>
        (IfSmall(logit, small, logit, T.Constant(0)), IfSmall(logit, small, T.Constant(1), logit));

    private static T IfSmall<T>(T logit, double small, T inside, T outside) where T : IReal<T> => T.IfLess(T.Abs(logit), T.Constant(small), inside, outside);
}
