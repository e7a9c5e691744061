namespace Hiwae.Data;

/// <summary>Data of one split: those for training, for validation, or for the test.</summary>
/// <param name="Fields">The values of each field, in the set's order; a field of the set that the split does not have is left out.</param>
public sealed record DataSplit(ImmutableArray<FieldValues> Fields) : IDisposable
{
    /// <summary>The number that the first datum has in the whole set, where those for training come first, then those for validation and for the test.</summary>
    public long First { get; init; }

    /// <summary>The number of each datum in the source that it is from, such as the row of a table; empty where data are in the order of the source, from <see cref="First"/> on.</summary>
    public ImmutableArray<long> Rows { get; init; } = [];

    /// <summary>The file that labels would be from if it were there; null where there is no such file.</summary>
    internal string? LackingLabelFile { get; init; }

    /// <summary>The number of data.</summary>
    public int Count => Fields.IsEmpty ? 0 : checked((int)Fields[0].Values.shape[0]);

    /// <summary>The pixels of the first field that is an image.</summary>
    /// <exception cref="InvalidOperationException">None is.</exception>
    public Tensor Pixels => Fields.FirstOrDefault(values => values.Field.Kind is FieldKind.Pixels)?.Values
        ?? throw new InvalidOperationException($"None of the fields {string.Join(", ", Fields.Select(values => values.Field.Name))} is an image.");

    /// <summary>The values of the first field that is a label or a category; null where none is.</summary>
    public Tensor? Labels => Fields.FirstOrDefault(values => values.Field.Kind is FieldKind.Label or FieldKind.Category)?.Values;

    /// <summary>Images and their labels, as fields of the names <see cref="DataField.ImageName"/> and <see cref="DataField.LabelName"/>.</summary>
    /// <param name="pixels">[images, height · width] or [images, height, width]: the probability that the pixel is on, 32-bit floats in [0, 1], or bytes, of which 255 stands for 1.</param>
    /// <param name="labels">[images], 64-bit integers; null where there are none.</param>
    /// <param name="height">Pixels of a column.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="binarisation">How pixels become zeros and ones.</param>
    public static DataSplit OfImages(Tensor pixels, Tensor? labels, int height, int width, Binarisation binarisation = Binarisation.Stochastic) => new(
    [
        new(new(DataField.ImageName, [height, width], new FieldKind.Pixels(binarisation)), pixels),
        .. labels is null ? Array.Empty<FieldValues>() : [new(new(DataField.LabelName, [], new FieldKind.Label()), labels)],
    ]);

    /// <summary>The values of a field; null where the split does not have it.</summary>
    public FieldValues? Find(string name) => Fields.FirstOrDefault(field => field.Field.Name == name);

    /// <summary>The pixels as 32-bit floats in [0, 1], [images, size].</summary>
    public Tensor Intensities() => Binarise.Intensities(Pixels);

    /// <summary>The first data, at most as many as there are.</summary>
    public DataSplit Take(int count) => count >= Count ? this : Part(0, count);

    /// <summary>Data by their numbers, as a copy.</summary>
    /// <param name="rows">64-bit integers from 0 to the count − 1.</param>
    public DataSplit Select(Tensor rows) => this with
    {
        Fields = [.. Fields.Select(field => field.Select(rows))],
        Rows = [.. rows.data<long>().ToArray().Select(row => Rows.IsEmpty ? First + row : Rows[(int)row])],
    };

    /// <summary>Cuts the split in two and releases it; the parts share its memory, which goes with the last of them.</summary>
    /// <param name="count">The number of data of the first part.</param>
    public (DataSplit First, DataSplit Last) Cut(int count)
    {
        var parts = (Part(0, count), Part(count, Count - count));
        Dispose();
        return parts;
    }

    /// <summary>The same with other values of a field, which takes its place or comes last.</summary>
    public DataSplit With(FieldValues values) => this with
    {
        Fields = Find(values.Field.Name) is { } old ? Fields.Replace(old, values) : Fields.Add(values),
    };

    /// <summary>The same with a field less, which is not released.</summary>
    public DataSplit Without(string name) => this with { Fields = [.. Fields.Where(field => field.Field.Name != name)] };

    /// <summary>Releases the data.</summary>
    public void Dispose()
    {
        foreach (var field in Fields)
            field.Dispose();
    }

    /// <summary>All tensors of the split.</summary>
    internal IEnumerable<Tensor> Tensors => Fields.SelectMany(values => values.Mask is { } mask ? new[] { values.Values, mask } : [values.Values]);

    private DataSplit Part(int start, int count) => this with
    {
        Fields = [.. Fields.Select(field => field.Narrow(start, count))],
        First = First + start,
        Rows = Rows.IsEmpty ? [] : Rows.Slice(start, count),
    };
}
