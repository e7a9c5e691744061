using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Rows of fields as a model takes them.</summary>
internal static class FieldRows
{
    /// <summary>The fields one behind the other, [rows, size], 32-bit floats.</summary>
    /// <param name="parts">The fields.</param>
    /// <param name="split">The data.</param>
    /// <param name="rows">The numbers of the data, 64-bit integers; null for all.</param>
    /// <param name="noise">Draws zeros and ones.</param>
    public static Tensor Values(ImmutableArray<FieldPart> parts, DataSplit split, Tensor? rows, Func<Noise> noise)
    {
        if (parts is [var single])
            return Values(single, split, rows, noise);
        using var scope = NewDisposeScope();
        return cat([.. parts.Select(part => Values(part, split, rows, noise))], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The masks of the fields of a split that has some, as floats, [rows, size]; where the mask is one for all, 1 where everything is there.</summary>
    public static Tensor Mask(DataPart.Mask mask, DataSplit split, Tensor? rows)
    {
        using var scope = NewDisposeScope();
        Tensor[] masks = [.. mask.Fields.Select(part => Mask(part, split, rows))];
        var all = masks is [var single] ? single : cat(masks, 1);
        return (all.shape[1] == mask.Size ? all : all.amin([1], keepdim: true)).MoveToOuterDisposeScope();
    }

    private static Tensor Values(FieldPart part, DataSplit split, Tensor? rows, Func<Noise> noise)
    {
        var values = split.Find(part.Field.Name)!.Values;
        return part.Presentation.Match(
            pixels: pixels => Binarise.Draw(values, pixels.Binarisation, noise(), rows),
            numbers: _ => Binarise.Intensities(values, rows),
            oneHot: classes => Compared(values, rows, arange(classes.First, classes.First + classes.Classes, dtype: ScalarType.Int64, device: values.device)),
            bit: classes => Compared(values, rows, tensor([classes.First + 1L], device: values.device)));
    }

    private static Tensor Compared(Tensor labels, Tensor? rows, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var chosen = rows is null ? labels : labels.index_select(0, rows);
        var result = chosen.reshape(-1, 1).eq(classes).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
        classes.Dispose();
        return result;
    }

    private static Tensor Mask(FieldPart part, DataSplit split, Tensor? rows)
    {
        var values = split.Find(part.Field.Name)!;
        if (values.Mask is not { } mask)
            return ones(rows?.shape[0] ?? split.Count, part.Size, dtype: ScalarType.Float32, device: values.Values.device);
        var chosen = (rows is null ? mask : mask.index_select(0, rows)).to_type(ScalarType.Float32);
        return chosen.shape[1] == part.Size ? chosen : chosen.expand(chosen.shape[0], part.Size);
    }
}
