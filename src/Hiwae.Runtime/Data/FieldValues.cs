namespace Hiwae.Data;

/// <summary>The values of one field for the data of a split.</summary>
/// <param name="Field">What they are.</param>
/// <param name="Values">[data, size], or [data] of a label or a category, as <see cref="FieldKind"/> says.</param>
public sealed record FieldValues(DataField Field, Tensor Values) : IDisposable
{
    /// <summary>The 8-bit pixel that is on.</summary>
    public const int White = 255;

    /// <summary>[data, size], or [data, 1] of a label or a category; bytes, 1 where a value is there and 0 where it is missing; null where none is missing.</summary>
    public Tensor? Mask { get; init; }

    /// <summary>The file that the values are from; null where they are from none.</summary>
    internal string? File { get; init; }

    /// <summary>The number in the whole set of the datum whose value is the first of that file.</summary>
    internal long FileStart { get; init; }

    /// <summary>An image, from bytes; a quarter of the memory of floats.</summary>
    /// <param name="field">Its field, of pixels.</param>
    /// <param name="pixels">Row-major, image after image, from 0 to <see cref="White"/>.</param>
    public static FieldValues OfPixels(DataField field, byte[] pixels) => new(field, tensor(pixels, [pixels.Length / field.Size, field.Size], ScalarType.Byte));

    /// <summary>Labels, from bytes.</summary>
    /// <param name="labels">One for each datum.</param>
    /// <param name="name">The field's name.</param>
    public static FieldValues OfLabels(byte[] labels, string name = DataField.LabelName)
    {
        using var scope = NewDisposeScope();
        return new(new(name, [], new FieldKind.Label()), tensor(labels, [labels.Length], ScalarType.Byte).to_type(ScalarType.Int64).MoveToOuterDisposeScope());
    }

    /// <summary>Numbers; those that are NaN are missing.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="numbers">Datum after datum.</param>
    /// <param name="size">The numbers of a datum.</param>
    public static FieldValues OfNumbers(string name, float[] numbers, int size)
    {
        var isMissing = Array.Exists(numbers, float.IsNaN);
        byte[] mask = isMissing ? [.. numbers.Select(number => float.IsNaN(number) ? (byte)0 : (byte)1)] : [];
        float[] present = isMissing ? [.. numbers.Select(number => float.IsNaN(number) ? 0 : number)] : numbers;
        return new(new(name, size == 1 ? [] : [size], new FieldKind.Numbers()), tensor(present, [numbers.Length / size, size]))
        {
            Mask = isMissing ? tensor(mask, [numbers.Length / size, size], ScalarType.Byte) : null,
        };
    }

    /// <summary>One of some names for each datum; null where it is missing.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="names">One for each datum.</param>
    /// <param name="levels">All names, in the order in which they are counted; those that occur, in ordinal order, where null.</param>
    /// <exception cref="ArgumentException">A name is none of the levels.</exception>
    public static FieldValues OfCategories(string name, IReadOnlyList<string?> names, ImmutableArray<string>? levels = null)
    {
        ImmutableArray<string> all = levels ?? [.. names.OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        var places = all.Select((level, place) => (level, place)).ToDictionary(pair => pair.level, pair => (long)pair.place, StringComparer.Ordinal);
        long[] codes =
        [
            .. names.Select((level, row) => level is null ? -1 : places.TryGetValue(level, out var place) ? place : throw new ArgumentException(
                $"The column {name} has '{level}' in row {row} (counted from 0), which is none of its {all.Length} levels {string.Join(", ", all.Take(8))}{(all.Length > 8 ? ", …" : "")}; mend that value, or train with data that have it.")),
        ];
        return new(new(name, [], new FieldKind.Category(all)), tensor(codes))
        {
            Mask = codes.Contains(-1) ? tensor([.. codes.Select(code => code < 0 ? (byte)0 : (byte)1)], [codes.Length, 1], ScalarType.Byte) : null,
        };
    }

    /// <summary>The values as 32-bit floats, [data, size]: pixels in [0, 1], numbers as they are.</summary>
    public Tensor Intensities() => Binarise.Intensities(Values);

    /// <summary>Releases the values.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Mask?.Dispose();
    }

    /// <summary>Data of one field one behind the other, as a copy.</summary>
    internal static FieldValues Joined(IReadOnlyList<FieldValues> parts) => parts[0] with
    {
        Values = cat([.. parts.Select(part => part.Values)]),
        Mask = parts.All(part => part.Mask is null) ? null : cat(
        [
            .. parts.Select(part => part.Mask ?? ones(part.Values.shape[0], part.Values.dim() == 1 ? 1 : part.Values.shape[1], dtype: ScalarType.Byte)),
        ]),
    };

    /// <summary>Some of the data, as a view of the same memory.</summary>
    internal FieldValues Narrow(long start, long count) => this with { Values = Values.narrow(0, start, count), Mask = Mask?.narrow(0, start, count) };

    /// <summary>Data by their numbers, as a copy.</summary>
    internal FieldValues Select(Tensor rows) => this with { Values = Values.index_select(0, rows), Mask = Mask?.index_select(0, rows) };
}
