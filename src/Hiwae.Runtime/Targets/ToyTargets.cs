namespace Hiwae;

/// <summary>
/// Unnormalised densities on the plane on which proposals are studied: the four of Rezende and Mohamed (2015), those that run on for ever closed
/// by a soft wall, and four more with several modes or a bend. Their order is the index that <see cref="ToyTarget"/> takes.
/// </summary>
public static class ToyTargets
{
    private const double Wall = 4;

    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<ToyDensity> All { get; } =
    [
        new("moons", "−½ ((|z| − 2)/0.4)² + log(exp(−½ ((z1 − 2)/0.6)²) + exp(−½ ((z1 + 2)/0.6)²))",
            Region.Square(4), Region.Square(8), Moons),
        new("wave", "−½ ((z2 − s)/0.4)² + wall,  s = sin(π z1/2),  wall = −½ (max(|z1| − 4, 0)/0.4)²",
            Region.Square(6), Region.Square(8), (z1, z2) => Square(z2 - Wave(z1), 0.4) + Walls(z1)),
        new("wave-gap", "log(exp(−½ ((z2 − s)/0.35)²) + exp(−½ ((z2 − s + 3 exp(−½ ((z1 − 1)/0.6)²))/0.35)²)) + wall",
            Region.Square(6), Region.Square(8), WaveGap),
        new("wave-step", "log(exp(−½ ((z2 − s)/0.4)²) + exp(−½ ((z2 − s + 3/(1 + exp(−(z1 − 1)/0.3)))/0.35)²)) + wall",
            Region.Square(6), Region.Square(8), WaveStep),
        new("rings", "log(exp(−½ ((|z| − 1.5)/0.3)²) + exp(−½ ((|z| − 3.5)/0.3)²))",
            Region.Square(5), Region.Square(8), Rings),
        new("four-modes", "log of an equal mixture of normal densities at (±2, ±2), each of standard deviation 0.5",
            Region.Square(4), Region.Square(8), Mixture([(2, 2), (2, -2), (-2, 2), (-2, -2)])),
        new("eight-modes", "log of an equal mixture of normal densities at eight points of the circle of radius 4, each of standard deviation 0.5",
            Region.Square(6), Region.Square(10), Mixture([.. Enumerable.Range(0, 8).Select(k => (4 * Math.Cos(k * Math.PI / 4), 4 * Math.Sin(k * Math.PI / 4)))])),
        new("banana", "−½ (z1/2)² − ½ ((z2 − z1²/4 + 1)/0.5)²",
            new(-6, 6, -3, 9), new(-16, 16, -6, 70), (z1, z2) => Square(z1, 2) + Square(z2 - (z1.square() * 0.25) + 1, 0.5)),
    ];

    private static Tensor Moons(Tensor z1, Tensor z2) =>
        Square(Length(z1, z2) - 2, 0.4) + LogSum(Square(z1 - 2, 0.6), Square(z1 + 2, 0.6));

    private static Tensor WaveGap(Tensor z1, Tensor z2)
    {
        var height = z2 - Wave(z1);
        return LogSum(Square(height, 0.35), Square(height + (Square(z1 - 1, 0.6).exp() * 3), 0.35)) + Walls(z1);
    }

    private static Tensor WaveStep(Tensor z1, Tensor z2)
    {
        var height = z2 - Wave(z1);
        return LogSum(Square(height, 0.4), Square(height + (((z1 - 1) / 0.3).sigmoid() * 3), 0.35)) + Walls(z1);
    }

    private static Tensor Rings(Tensor z1, Tensor z2)
    {
        var length = Length(z1, z2);
        return LogSum(Square(length - 1.5, 0.3), Square(length - 3.5, 0.3));
    }

    private static Func<Tensor, Tensor, Tensor> Mixture((double X, double Y)[] centres)
    {
        const double scale = 0.5;
        var log = Math.Log(centres.Length * 2 * Math.PI * scale * scale);
        return (z1, z2) => stack([.. centres.Select(centre => Square(z1 - centre.X, scale) + Square(z2 - centre.Y, scale))], -1).logsumexp(-1) - log;
    }

    private static Tensor Wave(Tensor z1) => (z1 * (Math.PI / 2)).sin();

    private static Tensor Walls(Tensor z1) => Square((z1.abs() - Wall).relu(), 0.4);

    /// <summary>−½ (v/s)².</summary>
    private static Tensor Square(Tensor value, double scale) => value.square() * (-0.5 / (scale * scale));

    /// <summary>The length, rounded off at the origin, so that there is a gradient there too.</summary>
    private static Tensor Length(Tensor z1, Tensor z2) => (z1.square() + z2.square() + 1e-6).sqrt();

    /// <summary>log(e^a + e^b).</summary>
    private static Tensor LogSum(Tensor a, Tensor b) => a.logaddexp(b);
}
