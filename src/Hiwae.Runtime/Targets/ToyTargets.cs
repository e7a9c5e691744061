using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// Unnormalised densities on the plane on which proposals are studied: the four of Rezende and Mohamed (2015), those that run on for ever closed
/// by a soft wall, and four more with several modes or a bend. Their order is the index that <see cref="ToyTarget"/> takes.
/// </summary>
public static class ToyTargets
{
    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<ToyDensity> All { get; } =
    [
        new("moons", "−½ ((|z| − 2)/0.4)² + log(exp(−½ ((z1 − 2)/0.6)²) + exp(−½ ((z1 + 2)/0.6)²))",
            Region.Square(4), Region.Square(8), Of(0)),
        new("wave", "−½ ((z2 − s)/0.4)² + wall,  s = sin(π z1/2),  wall = −½ (max(|z1| − 4, 0)/0.4)²",
            Region.Square(6), Region.Square(8), Of(1)),
        new("wave-gap", "log(exp(−½ ((z2 − s)/0.35)²) + exp(−½ ((z2 − s + 3 exp(−½ ((z1 − 1)/0.6)²))/0.35)²)) + wall",
            Region.Square(6), Region.Square(8), Of(2)),
        new("wave-step", "log(exp(−½ ((z2 − s)/0.4)²) + exp(−½ ((z2 − s + 3/(1 + exp(−(z1 − 1)/0.3)))/0.35)²)) + wall",
            Region.Square(6), Region.Square(8), Of(3)),
        new("rings", "log(exp(−½ ((|z| − 1.5)/0.3)²) + exp(−½ ((|z| − 3.5)/0.3)²))",
            Region.Square(5), Region.Square(8), Of(4)),
        new("four-modes", "log of an equal mixture of normal densities at (±2, ±2), each of standard deviation 0.5",
            Region.Square(4), Region.Square(8), Of(5)),
        new("eight-modes", "log of an equal mixture of normal densities at eight points of the circle of radius 4, each of standard deviation 0.5",
            Region.Square(6), Region.Square(10), Of(6)),
        new("banana", "−½ (z1/2)² − ½ ((z2 − z1²/4 + 1)/0.5)²",
            new(-6, 6, -3, 9), new(-16, 16, -6, 70), Of(7)),
    ];

    private static Func<Tensor, Tensor, Tensor> Of(int index) => (z1, z2) =>
    {
        using var scope = NewDisposeScope();
        return ToyFormulas.LogDensity<TensorReal>(index, z1, z2).ToTensor(z1).MoveToOuterDisposeScope();
    };
}
