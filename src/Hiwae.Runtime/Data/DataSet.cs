namespace Hiwae.Data;

/// <summary>A data set: named fields of each datum, in three splits.</summary>
/// <param name="Name">A built-in set's name, the last name of a file or folder, or whatever it is called.</param>
/// <param name="Train">The data that parameters are fitted to.</param>
/// <param name="Validation">The data that decide when training stops.</param>
/// <param name="Test">The data that results are reported on.</param>
public sealed partial record DataSet(string Name, DataSplit Train, DataSplit Validation, DataSplit Test) : IDisposable
{
    // They are asked for again and again; a copy with another split has fields of its own.
    private ImmutableArray<DataField> fields;

    /// <summary>The source that loads the set again: the built-in set's name, or the full path of a file or folder.</summary>
    public string Source { get; init; } = Name;

    /// <summary>How its files were read.</summary>
    public DataOptions Options { get; init; } = new();

    /// <summary>The file that says which pixels of the images for training and validation are there; null where none was read.</summary>
    public string? MaskFile { get; init; }

    /// <summary>The same of the test images.</summary>
    public string? TestMaskFile { get; init; }

    /// <summary>What each datum has: the fields of the data for training, followed by those that only other splits have.</summary>
    public ImmutableArray<DataField> Fields => fields.IsDefault
        ? fields = [.. Splits.SelectMany(split => split.Split.Fields).Select(values => values.Field).DistinctBy(kept => kept.Name)]
        : fields;

    /// <summary>The data that parameters are fitted to.</summary>
    public DataSplit Train { get; init => (field, fields) = (value, default); } = Train;

    /// <summary>The data that decide when training stops.</summary>
    public DataSplit Validation { get; init => (field, fields) = (value, default); } = Validation;

    /// <summary>The data that results are reported on.</summary>
    public DataSplit Test { get; init => (field, fields) = (value, default); } = Test;

    /// <summary>The first field that is an image; null where none is.</summary>
    public DataField? Image => Fields.FirstOrDefault(candidate => candidate.Kind is FieldKind.Pixels);

    /// <summary>The splits and what their data are for.</summary>
    internal ImmutableArray<(string Name, DataSplit Split)> Splits => [("training", Train), ("validation", Validation), ("test", Test)];

    /// <summary>What a datum is called, one and several of them.</summary>
    public (string One, string Many) Noun => Image is null ? ("row", "rows") : ("image", "images");

    /// <summary>The field of a name, or of the same name in another case; null where there is none.</summary>
    public DataField? Find(string name) =>
        Fields.FirstOrDefault(candidate => candidate.Name == name) ?? Fields.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>All data in the order of their source, as a copy: of the fields that every split has.</summary>
    public DataSplit Everything()
    {
        using var scope = NewDisposeScope();
        var rows = Splits.SelectMany(split => split.Split.Rows.IsEmpty ? Enumerable.Range(0, split.Split.Count).Select(i => split.Split.First + i) : split.Split.Rows).ToArray();
        var order = tensor([.. Enumerable.Range(0, rows.Length).OrderBy(i => rows[i]).Select(i => (long)i)]);
        ImmutableArray<FieldValues> fields =
        [
            .. Train.Fields.Where(values => Splits.All(split => split.Split.Find(values.Field.Name) is not null)).Select(values =>
                FieldValues.Joined([.. Splits.Select(split => split.Split.Find(values.Field.Name)!)]).Select(order)),
        ];
        var all = new DataSplit(fields) { Rows = [.. rows.Order()] };
        scope.MoveToOuter(all.Tensors);
        return all;
    }

    /// <summary>Releases all data.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }
}
