using System.Buffers.Binary;

namespace Hiwae.Data.Formats.Matlab;

/// <summary>What the elements of a .mat file hold.</summary>
internal enum MatType
{
    Int8 = 1,
    UInt8 = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Single = 7,
    Double = 9,
    Int64 = 12,
    UInt64 = 13,
    Matrix = 14,
    Compressed = 15,
    Utf8 = 16,
    Utf16 = 17,
    Utf32 = 18,
}

/// <summary>The classes of MATLAB's arrays.</summary>
internal enum MatClass
{
    Cell = 1,
    Struct = 2,
    Object = 3,
    Char = 4,
    Sparse = 5,
    Double = 6,
    Single = 7,
    Int8 = 8,
    UInt8 = 9,
    Int16 = 10,
    UInt16 = 11,
    Int32 = 12,
    UInt32 = 13,
    Int64 = 14,
    UInt64 = 15,
}

/// <summary>The tag of an element: its type and its length, of eight bytes, or of four with up to four bytes of data behind them.</summary>
/// <param name="Type">The type.</param>
/// <param name="Length">The bytes of its data.</param>
/// <param name="Small">The data, where they are in the tag itself.</param>
internal readonly record struct MatTag(MatType Type, uint Length, byte[]? Small)
{
    /// <summary>The bytes of a tag.</summary>
    public const int Size = 8;

    /// <summary>The bytes that fill the data up to a multiple of eight; compressed elements have none.</summary>
    public int Padding => Small is null && Type != MatType.Compressed ? (int)((8 - (Length % 8)) % 8) : 0;

    /// <summary>The tag that is next in a stream.</summary>
    /// <param name="path">The file's path in messages.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="isBigEndian">The file's order of bytes.</param>
    /// <exception cref="DataFormatException">It is none.</exception>
    public static MatTag Read(string path, Stream stream, bool isBigEndian)
    {
        var bytes = new byte[Size];
        stream.ReadExactly(bytes);
        var first = Number(bytes, isBigEndian);
        var (type, small) = ((MatType)(first & 0xFFFF), first >> 16);
        if (small > 4 || !Enum.IsDefined(type))
            throw new DataFormatException(path, null, $"an element has the type {first}, which is none of MATLAB's", DataFile.Download);
        return small > 0 ? new(type, small, bytes[4..(4 + (int)small)]) : new(type, Number(bytes.AsSpan(4), isBigEndian), null);
    }

    private static uint Number(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
