using Hiwae.Programs;

namespace Hiwae;

/// <summary>The unnormalised density of <see cref="ToyTargets"/> whose index is given, as a factor of a model: <c>Target&lt;ToyTarget&gt;(nameof(Which))</c>.</summary>
public readonly record struct ToyTarget : IIndexedTarget<ToyTarget>
{
    /// <inheritdoc/>
    public static ImmutableArray<string> Names { get; } = [.. ToyTargets.All.Select(density => density.Name)];

    /// <summary>What a model that has <see cref="ToyTarget"/> and no data but its index is trained on: so many rows of the index, [rows, 1].</summary>
    /// <param name="index">The position in <see cref="Names"/>.</param>
    /// <param name="rows">How many groups of proposals.</param>
    public static Observation Rows(int index, long rows) => full(rows, 1, (float)index);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The value is not of the plane.</exception>
    public static T LogDensity<T>(int index, ReadOnlySpan<T> value) where T : IReal<T> => value.Length == 2
        ? ToyFormulas.LogDensity(index, value[0], value[1])
        : throw new ArgumentException($"A toy target is a density on the plane; the variable has {value.Length} values, declare [Shape(2)].", nameof(value));
}
