namespace Hiwae;

/// <summary>A rectangle of the plane.</summary>
/// <param name="Left">The least z1.</param>
/// <param name="Right">The greatest z1.</param>
/// <param name="Bottom">The least z2.</param>
/// <param name="Top">The greatest z2.</param>
public readonly record struct Region(double Left, double Right, double Bottom, double Top)
{
    /// <summary>The square of a half side around the origin.</summary>
    /// <param name="reach">The greatest coordinate.</param>
    public static Region Square(double reach) => new(-reach, reach, -reach, reach);
}

/// <summary>Integrals over the plane.</summary>
public static class Quadrature
{
    /// <summary>The number of intervals at which the toy densities' normalisers are exact to nine digits.</summary>
    public const int IntervalsPerUnit = 32;

    private const int PointsAtOnce = 1 << 16;

    /// <summary>
    /// The logarithm of the integral of exp f over a region, by the trapezoid rule in both directions. Where f falls off before the region ends, and is
    /// smooth, the error vanishes faster than any power of the distance between points (Trefethen and Weideman 2014).
    /// </summary>
    /// <param name="logDensity">f of z1 and z2, 64-bit tensors of one shape.</param>
    /// <param name="region">The region; its sides are whole numbers of intervals.</param>
    /// <param name="intervalsPerUnit">The number of grid intervals for each unit of length, at least 1.</param>
    /// <exception cref="ArgumentException">The number of intervals is not positive.</exception>
    public static double LogIntegral(Func<Tensor, Tensor, Tensor> logDensity, Region region, int intervalsPerUnit)
    {
        if (intervalsPerUnit < 1)
            throw new ArgumentException($"The number of intervals for each unit is {intervalsPerUnit}; it must be at least 1.", nameof(intervalsPerUnit));
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (across, up) = (Nodes(region.Left, region.Right, intervalsPerUnit), Nodes(region.Bottom, region.Top, intervalsPerUnit));
        var (count, height) = (across.Points.shape[0], up.Points.shape[0]);
        var rows = Math.Max(1, PointsAtOnce / height);
        var parts = new List<Tensor>();
        for (long start = 0; start < count; start += rows)
        {
            using var inner = NewDisposeScope();
            var size = Math.Min(rows, count - start);
            var z1 = across.Points.narrow(0, start, size).unsqueeze(1).expand(size, height);
            var z2 = up.Points.unsqueeze(0).expand(size, height);
            var terms = logDensity(z1, z2) + across.LogWeights.narrow(0, start, size).unsqueeze(1) + up.LogWeights;
            parts.Add(inner.MoveToOuter(terms.flatten().logsumexp(-1)));
        }

        return stack(parts).logsumexp(-1).ToDouble();
    }

    /// <summary>Equally distant points, and the logarithms of their weights: half at both ends.</summary>
    private static (Tensor Points, Tensor LogWeights) Nodes(double from, double to, int intervalsPerUnit)
    {
        var step = 1.0 / intervalsPerUnit;
        var last = (long)Math.Round((to - from) * intervalsPerUnit);
        var numbers = arange(last + 1, dtype: ScalarType.Float64);
        var ends = numbers.eq(0).logical_or(numbers.eq(last)).to_type(ScalarType.Float64);
        return ((numbers * step) + from, (ends * -Math.Log(2)) + Math.Log(step));
    }
}
