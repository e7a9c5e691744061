using System.Text;
using Hiwae.Files;

namespace Hiwae.Data.Formats.Matlab;

/// <summary>A variable: its arrays, and what of it is not read.</summary>
internal sealed record MatVariable(ImmutableArray<FileArray> Arrays, ImmutableArray<string> Others);

/// <summary>Reads one variable of a .mat file.</summary>
/// <param name="path">The file's path in messages.</param>
/// <param name="stream">The stream, at its first sub-element.</param>
/// <param name="isBigEndian">The file's order of bytes.</param>
/// <param name="left">The number of bytes that the variable takes.</param>
/// <param name="depth">The number of structures around it.</param>
internal sealed class MatrixReader(string path, Stream stream, bool isBigEndian, long left, int depth = 0)
{
    private const int MostDimensions = 32;
    private const int LongestName = 1024;
    private const int MostFields = 1000;
    private const int Deepest = 8;
    private const uint ComplexFlag = 0x800;
    private const uint LogicalFlag = 0x200;
    private long unread = left;

    /// <summary>The number of bytes that may be believed to follow.</summary>
    public long Certain { get; init; } = left;

    /// <summary>The variable; the stream is left behind it.</summary>
    /// <param name="prefix">What its name begins with: the structures that it is in.</param>
    /// <param name="field">Its name, where a structure has it.</param>
    /// <exception cref="DataFormatException">It is damaged.</exception>
    public MatVariable Read(string prefix, string? field = null)
    {
        // An empty field may have nothing at all.
        if (unread == 0)
            return new([], []);
        var flags = (long[])Numbers(MatType.UInt32, 2, "array flags");
        var (kind, isComplex, isLogical) = ((MatClass)(flags[0] & 0xFF), (flags[0] & ComplexFlag) != 0, (flags[0] & LogicalFlag) != 0);
        var sizes = (int[])Numbers(MatType.Int32, MostDimensions, "dimensions");
        if (sizes.Length < 2 || sizes.Any(size => size < 0))
            throw Damaged($"an array has the dimensions [{string.Join(", ", sizes)}]");
        var own = Encoding.UTF8.GetString((byte[])Numbers(MatType.Int8, LongestName, "name"));
        var name = prefix + (field ?? own);
        var result = kind switch
        {
            MatClass.Struct when sizes.All(size => size == 1) && depth < Deepest => Fields(name),
            MatClass.Cell => Other(name, "a cell array"),
            MatClass.Struct => Other(name, "an array of structures"),
            MatClass.Sparse => Other(name, "a sparse matrix; save it with full()"),
            >= MatClass.Char and <= MatClass.UInt64 when !isComplex => Values(name, kind, isLogical, sizes),
            >= MatClass.Double and <= MatClass.UInt64 => Other(name, "complex numbers"),
            _ => Other(name, "an object"),
        };
        Skip(unread);
        return result;
    }

    private static MatVariable Other(string name, string noun) => new([], name == "" ? [] : [$"{Quotation.Of(name)} ({noun})"]);

    private MatVariable Fields(string name)
    {
        var length = (int[])Numbers(MatType.Int32, 1, "length of field names");
        var names = (byte[])Numbers(MatType.Int8, LongestName * MostFields, "field names");
        if (length is not [> 0 and var size] || names.Length % size != 0)
            throw Damaged($"the structure {Quotation.Of(name)} has field names of the length {string.Join(", ", length)}");
        var (arrays, others) = (ImmutableArray.CreateBuilder<FileArray>(), ImmutableArray.CreateBuilder<string>());
        for (var i = 0; i < names.Length / size; i++)
        {
            var tag = Tag("field");
            if (tag.Type != MatType.Matrix || tag.Small is not null || tag.Length > unread)
                throw Damaged($"a field of the structure {Quotation.Of(name)} is no array of at most {unread} bytes");
            var text = Encoding.UTF8.GetString(names, i * size, size);
            var value = new MatrixReader(path, stream, isBigEndian, tag.Length, depth + 1) { Certain = Certain }.Read(name + ".", text.Split('\0')[0]);
            unread -= tag.Length;
            Skip(Math.Min(tag.Padding, unread));
            arrays.AddRange(value.Arrays);
            others.AddRange(value.Others);
        }

        return new(arrays.ToImmutable(), others.ToImmutable());
    }

    private MatVariable Values(string name, MatClass kind, bool isLogical, int[] sizes)
    {
        var tag = Tag("values");
        var type = StoredType(tag.Type) ?? throw Damaged($"the values of {Quotation.Of(name)} are of the type {(int)tag.Type}");
        var count = sizes.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (uint)size, ulong.MaxValue));
        if (tag.Length % type.Size() != 0 || (count != tag.Length / (uint)type.Size() && tag.Type != MatType.Utf8))
            throw Damaged($"{Quotation.Of(name)} of [{string.Join(", ", sizes)}] has {tag.Length} bytes of values of {type.Size()}");
        if (kind == MatClass.Char && tag.Length > MatText.Most)
            return Other(name, "a long text");
        var values = Data(tag, type);
        Array kept = (kind, values) switch
        {
            (MatClass.Char, _) => MatText.Rows(values, sizes[0], tag.Type),
            _ when isLogical && values is byte[] bytes => Array.ConvertAll(bytes, value => value != 0),

            // MATLAB stores numbers in a smaller type where they are whole and fit it; what they are is for their class to say.
            (MatClass.Double or MatClass.Single, byte[] or int[]) when type.Size() <= 2 => ElementReader.Floats(values),
            (MatClass.Double or MatClass.Single, int[] some) => Array.ConvertAll(some, value => (double)value),
            (MatClass.Double or MatClass.Single, long[] some) => Array.ConvertAll(some, value => (double)value),
            (MatClass.Int8 or MatClass.Int16 or MatClass.UInt16 or MatClass.Int32, byte[] some) => Array.ConvertAll(some, value => (int)value),
            _ => values,
        };
        return new([new(name, kind == MatClass.Char ? [kept.Length] : [.. sizes], kept) { Path = path, IsColumnMajor = kind != MatClass.Char }], []);
    }

    private MatTag Tag(string what)
    {
        if (unread < MatTag.Size)
            throw Damaged($"a variable ends before its {what}");
        unread -= MatTag.Size;
        return MatTag.Read(path, stream, isBigEndian);
    }

    private Array Numbers(MatType expected, int most, string what)
    {
        var tag = Tag(what);
        var stored = expected == MatType.Int8 ? ElementType.UInt8 : StoredType(expected)!.Value;
        var isText = expected == MatType.Int8 && tag.Type is MatType.Int8 or MatType.UInt8 or MatType.Utf8;
        if ((tag.Type != expected && !isText) || tag.Length % stored.Size() != 0 || tag.Length / stored.Size() > most || (expected == MatType.UInt32 && tag.Length != 8))
            throw Damaged($"the {what} of a variable are {tag.Length} bytes of the type {(int)tag.Type}");
        return Data(tag, stored);
    }

    private Array Data(MatTag tag, ElementType type)
    {
        var count = tag.Length / type.Size();
        if (tag.Small is { } small)
            return ElementReader.Read(new MemoryStream(small), type, count, isBigEndian, small.Length);
        if (tag.Length > unread)
            throw Damaged($"an element promises {tag.Length} bytes where its variable has {unread} left");
        try
        {
            var values = ElementReader.Read(stream, type, count, isBigEndian, Math.Min(Certain, tag.Length));
            unread -= tag.Length;
            Skip(Math.Min(tag.Padding, unread));
            return values;
        }
        catch (OverflowException e)
        {
            throw new DataFormatException(path, null, "a number is larger than 2⁶³ − 1", "save it as double", e);
        }
    }

    private void Skip(long count)
    {
        unread -= count;
        var some = new byte[Math.Min(count, 1 << 12)];
        for (; count > 0; count -= some.Length)
            stream.ReadExactly(some.AsSpan(0, (int)Math.Min(count, some.Length)));
    }

    private static ElementType? StoredType(MatType type) => type switch
    {
        MatType.Int8 => ElementType.Int8,
        MatType.UInt8 or MatType.Utf8 => ElementType.UInt8,
        MatType.Int16 => ElementType.Int16,
        MatType.UInt16 or MatType.Utf16 => ElementType.UInt16,
        MatType.Int32 => ElementType.Int32,
        MatType.UInt32 or MatType.Utf32 => ElementType.UInt32,
        MatType.Single => ElementType.Float32,
        MatType.Double => ElementType.Float64,
        MatType.Int64 => ElementType.Int64,
        MatType.UInt64 => ElementType.UInt64,
        _ => null,
    };

    private DataFormatException Damaged(string found) => new(path, null, found, DataFile.Download);
}
