namespace Hiwae;

/// <summary>The unnormalised density of <see cref="ToyTargets"/> whose index is given, as a factor of a model: <c>Target&lt;ToyTarget&gt;(nameof(Which))</c>.</summary>
public readonly record struct ToyTarget : ITarget<ToyTarget>
{
    /// <summary>The names, each at its index.</summary>
    public static ImmutableArray<string> Names { get; } = [.. ToyTargets.All.Select(density => density.Name)];

    /// <summary>What a model that has <see cref="ToyTarget"/> and no data but its index is trained on: so many rows of the index, [rows, 1].</summary>
    /// <param name="index">The position in <see cref="Names"/>.</param>
    /// <param name="rows">How many groups of proposals.</param>
    public static Observation Rows(int index, long rows) => full(rows, 1, (float)index);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The value is not of the plane, or the only parent is not an index.</exception>
    public static Tensor LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents)
    {
        if (value.shape[^1] != 2)
            throw new ArgumentException($"A toy target is a density on the plane; the variable has {value.shape[^1]} values, declare [Shape(2)].", nameof(value));
        if (parents.Length != 1 || parents[0].shape[^1] != 1)
            throw new ArgumentException("A toy target has one parent of one value, its index; declare [Given, Shape(1)].", nameof(parents));
        using var scope = NewDisposeScope();
        var (which, z1, z2) = (parents[0].squeeze(-1), value.select(-1, 0), value.select(-1, 1));
        Tensor? result = null;
        foreach (var index in Indices(which))
        {
            var density = ToyTargets.All[index].LogDensity(z1, z2);
            result = result is null ? density : where(which.eq(index), density, result);
        }

        return result!.MoveToOuterDisposeScope();
    }

    /// <summary>Those that occur, each once.</summary>
    private static int[] Indices(Tensor which)
    {
        using var constant = no_grad();
        var values = which.to_type(ScalarType.Float64).cpu().contiguous().data<double>().Distinct().ToArray();
        foreach (var value in values)
        {
            if (!(value >= 0 && value < Names.Length && value == Math.Floor(value)))
                throw new ArgumentException(FormattableString.Invariant(
                    $"The index of a toy target is {value}; it must be a whole number from 0 to {Names.Length - 1}: {string.Join(", ", Names)}."));
        }

        return [.. values.Select(value => (int)value)];
    }
}
