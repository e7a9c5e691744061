using Hiwae.Formulas;
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

/// <summary>The unnormalised density of <see cref="ToyTargets"/> whose index is given, as a factor of a model: <c>Target&lt;ToyTarget&gt;(nameof(Which))</c>.</summary>
public readonly record struct ToyTarget : IIndexedTarget<ToyTarget>
{
    /// <inheritdoc/>
    public static ImmutableArray<string> Names { get; } = [.. ToyTargets.All.Select(density => density.Name)];

    /// <summary>The data of a model that has <see cref="ToyTarget"/> and no data but its index: the index in every row, [rows, 1].</summary>
    /// <param name="index">The position in <see cref="Names"/>.</param>
    /// <param name="rows">The number of groups of proposals.</param>
    public static Tensor Rows(int index, long rows) => full(rows, 1, (float)index);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The value is not of the plane.</exception>
    public static T LogDensity<T>(int index, ReadOnlySpan<T> value) where T : IReal<T> => value.Length == 2
        ? ToyFormulas.LogDensity(index, value[0], value[1])
        : throw new ArgumentException($"A toy target is a density on the plane; the variable has {value.Length} values, declare [Shape(2)].", nameof(value));
}

/// <summary>One of the unnormalised densities on the plane.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Formula">log p̃(z), in words of mathematics.</param>
/// <param name="Extent">The part of the plane that a picture shows.</param>
/// <param name="Domain">The part of the plane outside of which there is less than a billionth of the mass; its sides are multiples of 1.</param>
/// <param name="LogDensity">log p̃ in nats of z1 and z2, tensors of one shape; differentiable, with finite gradients.</param>
public sealed record ToyDensity(string Name, string Formula, Region Extent, Region Domain, Func<Tensor, Tensor, Tensor> LogDensity)
{
    private readonly Lazy<double> logNormaliser = new(() => Quadrature.LogIntegral(LogDensity, Domain, Quadrature.IntervalsPerUnit));

    /// <summary>log Z in nats, Z = ∫ p̃(z) dz, by quadrature.</summary>
    public double LogNormaliser => logNormaliser.Value;
}
