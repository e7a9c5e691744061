using System.Buffers.Binary;
using Hiwae.Data.Formats;

namespace Hiwae.Data.Idx;

/// <summary>The content of an IDX file; the value is the number of its dimensions.</summary>
internal enum IdxKind
{
    Labels = 1,
    Images = 3,
}

/// <summary>The head of an IDX file: two zeros, the element type, the number of dimensions, and each dimension as a big-endian 32-bit number.</summary>
/// <param name="Dimensions">All positive.</param>
/// <param name="Length">Bytes that the head itself takes.</param>
/// <param name="Type">The type of the values.</param>
internal readonly record struct IdxHeader(ImmutableArray<int> Dimensions, int Length, ElementType Type)
{
    /// <summary>The bytes of the two zeros, the element type and the number of dimensions.</summary>
    public const int MagicLength = 4;

    /// <summary>The most dimensions of a file that is not said to be of images or labels.</summary>
    public const int MostDimensions = 8;

    /// <summary>The most values that are read into memory at once: what a .NET array holds.</summary>
    public const long MostValues = 0x7FFFFFC7;

    private const byte UnsignedByte = 0x08;
    private const string Download = DataFile.Download;

    /// <summary>The number of values that follow.</summary>
    public long Values => Dimensions.Aggregate(1L, (product, size) => product * size);

    /// <summary>The number of bytes that follow.</summary>
    public long Bytes => Values * Type.Size();

    public static int LengthOf(IdxKind kind) => MagicLength + (4 * (int)kind);

    /// <summary>The length of the head that begins with some bytes; null where no IDX file begins so.</summary>
    public static int? LengthOf(ReadOnlySpan<byte> magic) =>
        magic is [0, 0, var type, > 0 and <= MostDimensions and var dimensions, ..] && TypeOf(type) is not null ? MagicLength + (4 * dimensions) : null;

    /// <summary>Reads and checks a head.</summary>
    /// <param name="file">The file's name in messages.</param>
    /// <param name="bytes">The beginning of the file; fewer than <see cref="LengthOf(IdxKind)"/> where it ends early.</param>
    /// <param name="kind">The content that the file should have; null for any.</param>
    public static IdxHeader Parse(string file, ReadOnlySpan<byte> bytes, IdxKind? kind)
    {
        var expected = kind is { } known ? LengthOf(known) : LengthOf(bytes) ?? MagicLength;
        if (bytes.Length < MagicLength)
            throw new DataFormatException(file, bytes.Length, $"the file ends inside its head, of {expected} bytes", Download);
        CheckMagic(file, bytes, kind);
        if (bytes.Length < expected)
            throw new DataFormatException(file, bytes.Length, $"the file ends inside its head, of {expected} bytes", Download);

        var type = TypeOf(bytes[2])!.Value;
        var dimensions = ImmutableArray.CreateBuilder<int>((expected - MagicLength) / 4);
        long product = type.Size();
        for (var at = MagicLength; at < expected; at += 4)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (size == 0)
                throw new DataFormatException(file, at, $"the {Dimension(kind, at)} is 0; it must be at least 1", Download);
            if (size > MostValues || (product *= size) > MostValues)
                throw new DataFormatException(
                    file, at, $"a {Dimension(kind, at)} of {size} makes more than {MostValues} bytes, the most that can be read", Download);
            dimensions.Add((int)size);
        }

        return new(dimensions.MoveToImmutable(), expected, type);
    }

    private static ElementType? TypeOf(byte code) => code switch
    {
        UnsignedByte => ElementType.UInt8,
        0x09 => ElementType.Int8,
        0x0B => ElementType.Int16,
        0x0C => ElementType.Int32,
        0x0D => ElementType.Float32,
        0x0E => ElementType.Float64,
        _ => null,
    };

    private static void CheckMagic(string file, ReadOnlySpan<byte> bytes, IdxKind? any)
    {
        var magic = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        if (any is not { } kind)
        {
            if (LengthOf(bytes) is null)
                throw new DataFormatException(file, 0, $"the magic number is 0x{magic:X8}, this is not an IDX file", Download);
            return;
        }

        var expected = ((uint)UnsignedByte << 8) | (uint)kind;
        if (magic == expected)
            return;
        var found = $"the magic number is 0x{magic:X8}; {Noun(kind)} have 0x{expected:X8}";
        throw (magic >> 16, (magic >> 8) & 0xFF, magic & 0xFF) switch
        {
            (0, UnsignedByte, (uint)IdxKind.Labels) =>
                new DataFormatException(file, 0, $"{found}, this is a file of labels", "put the file of images in its place"),
            (0, UnsignedByte, (uint)IdxKind.Images) =>
                new DataFormatException(file, 0, $"{found}, this is a file of images", "put the file of labels in its place"),
            (0, UnsignedByte, var dimensions and > 0) => new DataFormatException(
                file, 3, $"{found}, this file has {dimensions} dimension(s) where {Noun(kind)} have {(int)kind}", Download),
            (0, 0x09 or 0x0B or 0x0C or 0x0D or 0x0E, _) => new DataFormatException(
                file, 2, $"{found}, this file holds numbers of another type than unsigned bytes", "write it as unsigned bytes"),
            _ => new DataFormatException(file, 0, $"{found}, this is not an IDX file", Download),
        };
    }

    private static string Noun(IdxKind kind) => kind == IdxKind.Images ? "images" : "labels";

    private static string Dimension(IdxKind? kind, int at) => (kind, at) switch
    {
        (null, _) => $"dimension {at / 4}",
        (IdxKind.Labels, _) => "number of labels",
        (_, 4) => "number of images",
        (_, 8) => "height",
        _ => "width",
    };
}
