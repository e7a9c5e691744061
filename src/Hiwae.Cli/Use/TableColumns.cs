using Hiwae.Data;
using Hiwae.Data.Writing;
using Hiwae.Training;

namespace Hiwae.Cli.Use;

/// <summary>Values of a model's variables as columns of a table, as their source has them: scaled back, and classes by their names.</summary>
internal static class TableColumns
{
    // What single precision holds.
    private const string Format = "G7";

    /// <summary>The columns of the fields that fill one variable.</summary>
    /// <param name="binding">What fills which variable.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="values">[rows, …shape]: values, or of a class the probability of each.</param>
    public static IEnumerable<TextColumn> Of(DataBinding binding, VariableDescription variable, Tensor values)
    {
        using var scope = torch.NewDisposeScope();
        var part = binding.Model.Data.Zip(binding.Parts).First(pair => pair.First.Name == variable.Name).Second;
        var flat = values.detach().cpu().reshape(values.shape[0], variable.Size).to_type(torch.ScalarType.Float32);
        var columns = new List<TextColumn>();
        var start = 0L;
        foreach (var field in part is DataPart.Values { Fields: var fields } ? fields : [])
        {
            columns.AddRange(Of(field, flat.narrow(1, start, field.Size)));
            start += field.Size;
        }

        return columns;
    }

    /// <summary>The columns of a field as it is in the data, with empty cells where something is missing.</summary>
    public static IEnumerable<TextColumn> Of(FieldValues values)
    {
        using var scope = torch.NewDisposeScope();
        var columns = values.Field.Kind switch
        {
            FieldKind.Label => [new(values.Field.Name, [.. values.Values.data<long>().ToArray().Select(Whole)])],
            FieldKind.Category category => [new(values.Field.Name, [.. values.Values.data<long>().ToArray().Select(code => code < 0 ? "" : category.Levels[(int)code])])],
            _ => Numbers(values.Field, Binarise.Intensities(values.Values)).ToArray(),
        };
        if (values.Mask is not { } mask)
            return columns;
        var isThere = mask.data<byte>().ToArray();
        return [.. columns.Select((column, c) => column with { Cells = [.. column.Cells.Select((cell, row) => isThere[(row * columns.Length) + c] == 0 ? "" : cell)] })];
    }

    private static IEnumerable<TextColumn> Of(FieldPart part, Tensor values) => part.Presentation.Match(
        pixels: _ => Numbers(part.Field, values),
        numbers: _ => Numbers(part.Field, values),
        oneHot: classes => [new(part.Field.Name, [.. values.argmax(1).data<long>().ToArray().Select(place => Name(part.Field, classes.First + place))])],
        bit: classes => [new(part.Field.Name, [.. values.squeeze(1).ge(0.5).to_type(torch.ScalarType.Int64).data<long>().ToArray().Select(place => Name(part.Field, classes.First + place))])]);

    private static IEnumerable<TextColumn> Numbers(DataField field, Tensor values)
    {
        var shown = field.Kind is FieldKind.Numbers { Scaling: { } scaling } ? scaling.Undo(values) : values;
        var numbers = shown.contiguous().data<float>().ToArray();
        return Enumerable.Range(0, field.Size).Select(column => new TextColumn(
            field.Size == 1 ? field.Name : FormattableString.Invariant($"{field.Name}_{column}"),
            [.. Enumerable.Range(0, numbers.Length / field.Size).Select(row => numbers[(row * field.Size) + column].ToString(Format, CultureInfo.InvariantCulture))]));
    }

    private static string Name(DataField field, long place) => field.Kind is FieldKind.Category category ? category.Levels[(int)place] : Whole(place);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}
