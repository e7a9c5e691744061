namespace Hiwae.Data.Assembly;

/// <summary>The values of a field in a split, not yet tensors, so that the tensor engine may be loaded meanwhile.</summary>
/// <param name="Field">What they are.</param>
/// <param name="Values">Datum after datum: <c>byte[]</c> or <c>float[]</c> of pixels, <c>float[]</c> of numbers, <c>long[]</c> of labels and categories.</param>
internal sealed record PlannedValues(DataField Field, Array Values)
{
    /// <summary>1 where a value is there, 0 where it is missing; null where none is.</summary>
    public byte[]? Mask { get; init; }

    /// <summary>The file that they are from, where labels have one of their own.</summary>
    public string? File { get; init; }

    /// <summary>The number of data.</summary>
    public int Count => Values.Length / Field.Size;

    /// <summary>The values as tensors.</summary>
    public FieldValues ToFieldValues()
    {
        var (count, size) = (Count, Field.Size);
        var isClass = Field.Kind is FieldKind.Label or FieldKind.Category;
        return new(Field, Values switch
        {
            byte[] pixels => tensor(pixels, [count, size], ScalarType.Byte),
            float[] numbers => tensor(numbers, [count, size], ScalarType.Float32),
            long[] classes => tensor(classes, [count], ScalarType.Int64),
            _ => throw new System.Diagnostics.UnreachableException(),
        })
        {
            Mask = Mask is null ? null : tensor(Mask, [count, isClass ? 1 : size], ScalarType.Byte),
            File = File,
        };
    }
}

/// <summary>The data of a source as far as files say: by split where they name splits, else all under null.</summary>
/// <param name="Source">The path that was named.</param>
/// <param name="Splits">The fields of each split that there is.</param>
internal sealed record PlannedSet(string Source, ImmutableDictionary<SplitName, ImmutableArray<PlannedValues>> Splits)
{
    /// <summary>The data of no split, which are to be divided.</summary>
    public ImmutableArray<PlannedValues> Undivided { get; init; } = [];

    /// <summary>Whether it is of pictures or tables, whose order may mean something, as that of folders does.</summary>
    public bool IsTable { get; init; }

    /// <summary>Columns that are no fields, each with the reason, as in <c>name (texts, 120 different in 130 cells)</c>.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>The files that labels would be from if they were there, by split.</summary>
    public ImmutableDictionary<SplitName, string> LackingLabels { get; init; } = ImmutableDictionary<SplitName, string>.Empty;
}
