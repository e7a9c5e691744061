using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>The labels of a data set: which there are, and what is wrong with them.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Field">The field of labels or of a category; null where there is none.</param>
/// <param name="Range">The smallest and the largest; null where a split has none.</param>
internal sealed record DataLabels(DataSet Data, DataField? Field, (long Least, long Most)? Range)
{
    /// <summary>The labels of a field.</summary>
    public static DataLabels Of(DataSet data, DataField? field) => new(data, field, field?.Kind switch
    {
        FieldKind.Category category when data.Splits.All(split => split.Split.Find(field.Name) is not null) => (0, category.Known - 1),
        FieldKind.Label { Classes: { } classes, First: var first } when data.Splits.Any(split => split.Split.Find(field.Name) is not null) => (first, first + classes - 1L),
        FieldKind.Label => RangeOf(data, field),
        _ => null,
    });

    /// <summary>The number of classes: those from 0 to the largest label, or from 1 where none is 0; null where there are no labels, or one is negative.</summary>
    public long? Classes => Range switch
    {
        (1, var most) => most,
        ( >= 0, var most) => most + 1,
        _ => null,
    };

    /// <summary>The label of the first class where a variable of so many values takes the labels: 0, or 1 where they are counted from there; else null.</summary>
    public int? FirstClass(int size) => Range switch
    {
        ( >= 0, var most) when size == most + 1 => 0,
        (1, var most) when size == most => 1,
        _ => null,
    };

    /// <summary>The labels in words, as what the data have; where a variable of so many values cannot take them, the first that is too large.</summary>
    /// <param name="size">The number of values of the variable.</param>
    public string Words(int size)
    {
        if (Range is not var (least, most))
            return Lack();
        if (Field!.Kind is FieldKind.Category category)
            return $"labels of {category.Known} {(category.Known == 1 ? "class" : "classes")}";
        if (least < 0)
            return $"labels from {least} to {most}, of which {Place(label => label.lt(0))} is negative";
        return Last(size) is not { } last || most <= last
            ? $"labels from {least} to {most}"
            : $"labels from {least} to {most}, of which {Place(label => label.gt(last))} is the first above {last}";
    }

    /// <summary>What can be done about the data so that a variable of so many values takes the labels.</summary>
    /// <param name="size">The number of values of the variable.</param>
    public string Remedy(int size)
    {
        if (Range is var (least, most))
            return Field!.Kind is FieldKind.Label && (least < 0 || most > Last(size)) ? "mend that label" : "choose other data";
        return LackingFiles() switch
        {
            [] => Field is null ? "choose data that have labels if it takes one" : "choose other data",
            [_] => "put that file there if it takes the label",
            _ => "put those files there if it takes the label",
        };
    }

    private IEnumerable<(string Name, DataSplit Split, FieldValues? Labels)> Splits =>
        Data.Splits.Select(split => (split.Name, split.Split, Field is null ? null : split.Split.Find(Field.Name)));

    /// <summary>The largest label of as many classes as the variable has values; null where it has one.</summary>
    private long? Last(int size) => size == 1 ? null : Range is (1, _) ? size : size - 1L;

    private static (long Least, long Most)? RangeOf(DataSet data, DataField field)
    {
        using var scope = NewDisposeScope();
        var labels = data.Splits.Select(split => split.Split.Find(field.Name)?.Values).ToArray();
        if (labels.Any(values => values is null) || labels.All(values => values!.numel() == 0))
            return null;
        var some = labels.OfType<Tensor>().Where(values => values.numel() > 0).ToArray();
        return (some.Min(values => values.min().ToInt64()), some.Max(values => values.max().ToInt64()));
    }

    /// <summary>The first label of a kind, with its place.</summary>
    private string Place(Func<Tensor, Tensor> isMeant)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, split, labels) in Splits)
        {
            var places = isMeant(labels!.Values).nonzero();
            if (places.shape[0] == 0)
                continue;
            var place = places[0, 0].ToInt64();
            var label = labels.Values[place].ToInt64();
            if (!split.Rows.IsEmpty)
                return FormattableString.Invariant($"the label of {Data.Noun.One} {split.Rows[(int)place]} of {Data.Name} (counted from 0), {label},");
            return labels.File is { } file
                ? FormattableString.Invariant($"label {split.First + place - labels.FileStart} of {file} (counted from 0), {label},")
                : FormattableString.Invariant($"label {place} of the {name} {Data.Noun.Many} (counted from 0), {label},");
        }

        throw new System.Diagnostics.UnreachableException("There is such a label.");
    }

    private string Lack()
    {
        var lacking = Splits.Where(split => split.Labels is null).Select(split => split.Name).ToArray();
        var files = LackingFiles();
        if (lacking.Length == 0 || lacking.Length == Data.Splits.Length && files.Length == 0)
            return "no labels";
        var where = files.Length == 0 ? "" : $" (there is no {string.Join(" and no ", files)})";
        return lacking.Length == Data.Splits.Length
            ? $"no labels{where}"
            : $"labels, but none for the {string.Join(" and ", lacking)} {Data.Noun.Many}{where}";
    }

    private string[] LackingFiles() => [.. Splits.Where(split => split.Labels is null).Select(split => split.Split.LackingLabelFile).OfType<string>().Distinct()];
}
