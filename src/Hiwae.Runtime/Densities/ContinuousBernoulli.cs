namespace Hiwae;

/// <summary>
/// Independent continuous Bernoulli densities on the unit interval, e^(l v) l / (e^l − 1): the Bernoulli formula, with the normaliser that
/// makes it a density of real values (Loaiza-Ganem and Cunningham 2019). Raw output: the logits l, so that raw zeros are the uniform
/// density.
/// </summary>
/// <param name="Logits">l = log(λ / (1 − λ)), [..., size].</param>
[Density(Support.UnitInterval, parametersPerValue: 1, Reparameterised = true)]
public readonly record struct ContinuousBernoulli(Tensor Logits) : IPointwiseDensity<ContinuousBernoulli>
{
    // Below these, series in l; above, formulas that divide by l.
    private const double SmallForNormaliser = 0.5;

    private const double SmallForMean = 0.5;

    private const double SmallForDraws = 0.02;

    /// <summary>½ + ½ (coth(l/2) − 2/l), [..., size].</summary>
    public Tensor Mean
    {
        get
        {
            var (near, far) = Parts(SmallForMean);
            var half = near * 0.5;
            var square = half.square();
            var series = half * (((((square * (-1.0 / 4725)) + (2.0 / 945)) * square - (1.0 / 45)) * square) + (1.0 / 3));
            var direct = (far * 0.5).tanh().reciprocal() - (2 / far);
            return 0.5 + (where(Logits.abs() < SmallForMean, series, direct) * 0.5);
        }
    }

    /// <inheritdoc/>
    public static ContinuousBernoulli FromRaw(Tensor raw) => new(raw);

    /// <inheritdoc/>
    /// <remarks>
    /// The inverse of the cumulative distribution (e^(l v) − 1) / (e^l − 1) at u uniform: log(1 + u (e^l − 1)) / l. For negative l it is
    /// taken as it is, for positive l by the symmetry v → 1 − v, u → 1 − u, and near zero as the series of the
    /// cumulants of a Bernoulli variable, whose generating function it is.
    /// </remarks>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape)
    {
        var u = noise.OpenUniform(shape);
        var (near, far) = Parts(SmallForDraws);

        var spread = u * (1 - u);
        var skewed = spread * (1 - (u * 2));
        var series = u + (near * ((spread / 2) + (near * ((skewed / 6) + (near * ((spread * (1 - (spread * 6)) / 24) + (near * skewed * (1 - (spread * 12)) / 120)))))));

        var size = far.abs();
        var positive = far > 0;
        var fromEdge = (where(positive, 1 - u, u) * size.neg().expm1()).log1p().neg() / size;
        var direct = where(positive, 1 - fromEdge, fromEdge);

        return UnitInterval.Inside(where(Logits.abs() < SmallForDraws, series, direct));
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);

    /// <inheritdoc/>
    /// <remarks>(v − ½) l − log(sinh(l/2) / (l/2)).</remarks>
    public Tensor LogDensities(Tensor value)
    {
        var (near, far) = Parts(SmallForNormaliser);
        var square = (near * 0.5).square();
        var series = square * ((((((square * (1.0 / 467775)) - (1.0 / 37800)) * square) + (1.0 / 2835)) * square - (1.0 / 180)) * square + (1.0 / 6));
        var size = far.abs();
        var direct = (size * 0.5) + (size.neg().expm1().neg() / size).log();
        return ((value - 0.5) * Logits) - where(Logits.abs() < SmallForNormaliser, series, direct);
    }

    // The logits for the series and for the direct formula: each sees only arguments for which it and its gradient are finite.
    private (Tensor Near, Tensor Far) Parts(double small)
    {
        var inside = Logits.abs() < small;
        return (Logits.masked_fill(inside.logical_not(), 0), Logits.masked_fill(inside, 1));
    }
}
