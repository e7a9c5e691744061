namespace Hiwae.Programs;

// Flows: values in another order, and scaled and shifted by numbers that others of them give.
public sealed partial class Recorder
{
    /// <summary>Says that a variable is not a draw itself, but what a flow makes of it.</summary>
    internal void Become(Value draw, Value variable)
    {
        var at = draws.FindIndex(drawn => drawn.Value.Id == draw.Id);
        if (at >= 0)
            draws[at] = draws[at] with { Value = variable };
    }

    /// <summary>Some columns of a value, in any order.</summary>
    internal Value Columns(Value value, ImmutableArray<int> columns) =>
        Record(output => new Operation.Columns(output, value, columns), value.Level, columns.Length, value.Rows);

    /// <summary>The last columns scaled and shifted, the others as they are.</summary>
    /// <param name="value">[..., size].</param>
    /// <param name="raw">s of the columns that change, then t, of the value's level or a lower one.</param>
    /// <param name="inverse">Whether shift and scale are taken back.</param>
    /// <param name="counts">Whether the logarithm of the determinant is added to the log weights.</param>
    internal Value Affine(Value value, Value raw, bool inverse, bool counts)
    {
        if (counts)
            terms.Add(new(Record(output => new Operation.LogScale(output, raw, inverse), value.Level, 1), TermKind.Added));
        return Record(output => new Operation.Affine(output, value, raw, inverse), value.Level, value.Columns);
    }
}
