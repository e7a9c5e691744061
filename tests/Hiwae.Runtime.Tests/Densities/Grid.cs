namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Points of a support in ascending order and what each weighs, for sums and integrals over a single variable.</summary>
/// <param name="Values">[points, 1 or rows, size].</param>
/// <param name="LogWeights">The logarithm of each point's share of the measure, [points, 1].</param>
/// <param name="Discrete">Whether the points are all there are.</param>
internal sealed record Grid(Tensor Values, Tensor LogWeights, bool Discrete)
{
    private const double Step = 0.04;

    private const int MostCount = 8192;

    /// <summary>
    /// The grid of a support. Real numbers lie at centre ± e^y, y evenly spaced from −80 to 80, so that any scale is resolved, kinks at
    /// the centre do no harm, and the trapezoid rule in y converges exponentially; numbers of the unit interval at sigmoid(y),
    /// positive ones at e^y. Counts end where those of the laws have no mass any more.
    /// </summary>
    /// <param name="support">The support.</param>
    /// <param name="centre">A point amid the mass, [rows, 1]; of real numbers only.</param>
    /// <param name="size">The number of categories.</param>
    public static Grid Of(Support support, Tensor centre, int size)
    {
        switch (support)
        {
            case Support.Real:
                var log = arange(-80, 80, Step, dtype: ScalarType.Float64).view(-1, 1);
                var distance = log.exp().unsqueeze(-1);
                return new(
                    cat([(centre - distance).flip(0), centre + distance], 0),
                    cat([log.flip(0), log], 0) + Math.Log(Step), false);
            case Support.UnitInterval:
                // Above 36 the sigmoid is one in double precision.
                var logit = arange(-300, 36, Step, dtype: ScalarType.Float64).view(-1, 1);
                return new(logit.sigmoid().unsqueeze(-1), logit.sigmoid().log() + logit.neg().sigmoid().log() + Math.Log(Step), false);
            case Support.Positive:
                var logarithm = arange(-80, 80, Step, dtype: ScalarType.Float64).view(-1, 1);
                return new(logarithm.exp().unsqueeze(-1), logarithm + Math.Log(Step), false);
            case Support.Binary:
                return Finite(arange(2, dtype: ScalarType.Float64).view(2, 1, 1));
            case Support.EightBit:
                return Finite((arange(256, dtype: ScalarType.Float64) / 255).view(256, 1, 1));
            case Support.Count:
                return Finite(arange(MostCount, dtype: ScalarType.Float64).view(-1, 1, 1));
            case Support.OneHot:
                return Finite(eye(size, dtype: ScalarType.Float64).unsqueeze(1));
            default:
                throw new ArgumentOutOfRangeException(nameof(support), support, "There is no grid for this support.");
        }
    }

    /// <summary>The points as numbers, in a row's order: the values themselves, or the places of the ones.</summary>
    public double[] Places(int row) => Scalars(Values.shape[1] == 1 ? Values.select(1, 0) : Values.select(1, row));

    /// <summary>[points, size] to one number each: the value itself, or the place of the one.</summary>
    public static double[] Scalars(Tensor values) =>
        (values.shape[^1] == 1 ? values.squeeze(-1) : values.argmax(-1).to_type(ScalarType.Float64)).contiguous().data<double>().ToArray();

    private static Grid Finite(Tensor values) => new(values, zeros(values.shape[0], 1, dtype: ScalarType.Float64), true);
}
