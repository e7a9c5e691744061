namespace Hiwae.Data.Formats;

/// <summary>The kinds of elements that arrays of files are read into.</summary>
internal enum ArrayKind
{
    /// <summary>Truth values.</summary>
    Bool,

    /// <summary>Unsigned bytes.</summary>
    Byte,

    /// <summary>32-bit integers, and all that are smaller.</summary>
    Int,

    /// <summary>64-bit integers, and unsigned ones of 32 bits.</summary>
    Long,

    /// <summary>32-bit floats, and all that are smaller.</summary>
    Float,

    /// <summary>64-bit floats.</summary>
    Double,

    /// <summary>Texts.</summary>
    Text,
}

/// <summary>The types in which files store numbers.</summary>
internal enum ElementType
{
    Bool,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    BFloat16,
    Float32,
    Float64,
}

/// <summary>The sizes of stored numbers.</summary>
internal static class ElementTypes
{
    /// <summary>The number of bytes that a number takes in a file.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Bool or ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Int16 or ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Int32 or ElementType.UInt32 or ElementType.Float32 => 4,
        _ => 8,
    };
}
