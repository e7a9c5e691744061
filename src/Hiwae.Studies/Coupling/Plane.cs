namespace Hiwae.Studies.Coupling;

/// <summary>
/// Points of a regular grid over the plane with the logarithm of their share of N(0, I): sums over them are integrals by the trapezoid rule, whose error vanishes faster than any power of the spacing where what is
/// integrated is smooth and falls off inside (Trefethen and Weideman 2014).
/// </summary>
/// <param name="Points">z, [points, 2], row after row.</param>
/// <param name="LogShares">[points]; their exponentials have the sum 1.</param>
/// <param name="Side">Points of a row, and rows.</param>
internal sealed record Plane(Tensor Points, Tensor LogShares, int Side) : IDisposable
{
    private const int PointsAtOnce = 1 << 13;

    /// <summary>A grid over the square of a half side around a point.</summary>
    /// <param name="reach">The half side, in standard deviations of p(z).</param>
    /// <param name="side">Points of a row, and rows.</param>
    /// <param name="shift">Where its middle is, (z₁, z₂).</param>
    /// <param name="dtype">The element type.</param>
    public static Plane Of(double reach, int side, (double X, double Y) shift = default, torch.ScalarType dtype = torch.ScalarType.Float64)
    {
        using var scope = torch.NewDisposeScope();
        var line = ((torch.arange(side, dtype: torch.ScalarType.Float64) * (2.0 / (side - 1))) - 1) * reach;
        var points = torch.stack([(line + shift.X).unsqueeze(1).expand(side, side).flatten(), (line + shift.Y).unsqueeze(0).expand(side, side).flatten()], 1);
        var log = points.square().sum(1) * -0.5;
        var shares = log - log.logsumexp(0);
        return new(points.to_type(dtype).DetachFromDisposeScope(), shares.to_type(dtype).DetachFromDisposeScope(), side);
    }

    /// <summary>log p(x, z) of the seen pixels, z restricted to the points, [images, points] in nats.</summary>
    /// <param name="decoder">p(x | z), for as many pixels as the images have.</param>
    /// <param name="images">[images, pixels], zeros and ones.</param>
    /// <param name="mask">Ones where a pixel is seen, [pixels]; null for all.</param>
    public Tensor LogJoint(Decoder decoder, Tensor images, Tensor? mask = null) => LogJoint(decoder, images, mask, Points, LogShares);

    /// <summary>log p of what is seen of each image, [images] in nats.</summary>
    /// <inheritdoc cref="LogJoint(Decoder, Tensor, Tensor?)"/>
    public Tensor LogEvidence(Decoder decoder, Tensor images, Tensor? mask = null)
    {
        using var scope = torch.NewDisposeScope();
        var parts = new List<Tensor>();
        for (long start = 0; start < Points.shape[0]; start += PointsAtOnce)
        {
            using var inner = torch.NewDisposeScope();
            var count = Math.Min(PointsAtOnce, Points.shape[0] - start);
            parts.Add(LogJoint(decoder, images, mask, Points.narrow(0, start, count), LogShares.narrow(0, start, count)).logsumexp(1).MoveToOuterDisposeScope());
        }

        return torch.stack(parts).logsumexp(0).MoveToOuterDisposeScope();
    }

    private static Tensor LogJoint(Decoder decoder, Tensor images, Tensor? mask, Tensor points, Tensor shares)
    {
        using var scope = torch.NewDisposeScope();
        var logits = decoder.Logits(points);
        var (on, free) = mask is null ? (images, torch.nn.functional.softplus(logits).sum(1)) : (images * mask, torch.nn.functional.softplus(logits).matmul(mask));
        return (on.matmul(logits.t()) - free + shares).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Points.Dispose();
        LogShares.Dispose();
    }
}
