using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hiwae.Files;

namespace Hiwae.Data.Formats.Numpy;

/// <summary>The head of a .npy file: the magic bytes, the version, and a Python dictionary of the type, the order and the shape.</summary>
/// <param name="Type">The type of the values; null for texts.</param>
/// <param name="IsBigEndian">Whether the first byte of a value is its largest.</param>
/// <param name="IsColumnMajor">Whether the first dimension runs fastest.</param>
/// <param name="Shape">The dimensions, none of them negative.</param>
/// <param name="TextLength">The number of characters of a text.</param>
/// <param name="IsUnicode">Whether a character of a text takes four bytes and not one.</param>
internal sealed partial record NpyHeader(ElementType? Type, bool IsBigEndian, bool IsColumnMajor, ImmutableArray<long> Shape, int TextLength, bool IsUnicode)
{
    private const int Prefix = 8;
    private const int LongestText = 1 << 16;
    private const int MostDimensions = 32;
    private const string Remedy = "save the array again with numpy.save";

    /// <summary>What every such file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The number of bytes of a value.</summary>
    public int Size => Type?.Size() ?? TextLength * (IsUnicode ? 4 : 1);

    /// <summary>Reads and checks a head.</summary>
    /// <param name="path">The file's path in messages.</param>
    /// <param name="stream">At the beginning; left at the values.</param>
    /// <exception cref="DataFormatException">It is damaged, or the values are no numbers and no texts.</exception>
    /// <exception cref="EndOfStreamException">The file ends in it.</exception>
    public static NpyHeader Read(string path, Stream stream)
    {
        Span<byte> start = stackalloc byte[Prefix];
        stream.ReadExactly(start);
        if (!start.StartsWith(Magic))
            throw new DataFormatException(path, 0, "this is no .npy file", Remedy);
        if (start[6] is 0 or > 3)
            throw new DataFormatException(path, 6, $"the version is {start[6]}; 1 to 3 are read", Remedy);
        Span<byte> length = stackalloc byte[start[6] == 1 ? 2 : 4];
        stream.ReadExactly(length);
        var count = length.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (count > LongestText)
            throw new DataFormatException(path, Prefix, $"the head promises a text of {count} bytes; at most {LongestText} are read", Remedy);
        var text = new byte[count];
        stream.ReadExactly(text);
        return Parse(path, Encoding.UTF8.GetString(text));
    }

    private static NpyHeader Parse(string path, string text)
    {
        if (Structure().Match(text) is not { Success: true } found)
            throw Unknown(path, text);
        var entries = found.Groups["key"].Captures.Zip(found.Groups["value"].Captures, (key, value) => (Key: key.Value, value.Value)).ToLookup(pair => pair.Key, pair => pair.Value);
        string Of(string key) => entries[key].ToArray() is [var value] ? value : throw Unknown(path, text);
        var (order, descr) = (Of("fortran_order"), Of("descr"));
        if (order is not ("True" or "False") || descr is not ['\'' or '"', .., '\'' or '"'])
            throw Unknown(path, text);
        var isBigEndian = descr[1] == '>' || (descr[1] is '=' or '|' && !BitConverter.IsLittleEndian);
        var code = descr.Trim('\'', '"').TrimStart('<', '>', '=', '|');
        var type = TypeOf(code);
        var length = 0;
        if (type is null && (code is not ['U' or 'S', ..] || !int.TryParse(code.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length is 0 or > LongestText))
            throw Unreadable(path, code);
        return new(type, isBigEndian, order == "True", ShapeOf(Of("shape")) ?? throw Unknown(path, text), length, code[0] == 'U');
    }

    private static ElementType? TypeOf(string code) => code switch
    {
        "b1" => ElementType.Bool,
        "i1" => ElementType.Int8,
        "u1" => ElementType.UInt8,
        "i2" => ElementType.Int16,
        "u2" => ElementType.UInt16,
        "i4" => ElementType.Int32,
        "u4" => ElementType.UInt32,
        "i8" => ElementType.Int64,
        "u8" => ElementType.UInt64,
        "f2" => ElementType.Float16,
        "f4" => ElementType.Float32,
        "f8" => ElementType.Float64,
        _ => null,
    };

    private static ImmutableArray<long>? ShapeOf(string text)
    {
        if (text is not ['(', .., ')'])
            return null;
        var sizes = ImmutableArray.CreateBuilder<long>();
        foreach (var part in text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (sizes.Count == MostDimensions || !long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                return null;
            sizes.Add(size);
        }

        return sizes.ToImmutable();
    }

    private static DataFormatException Unknown(string path, string text) => new(
        path, Prefix + 2, $"the head {Quotation.Of(text)} is no description of an array: 'descr', 'fortran_order' and 'shape' are wanted", Remedy);

    private static DataFormatException Unreadable(string path, string code) => code switch
    {
        ['O', ..] => new(path, null, "the array holds Python objects; to read them is to run what the file says", "save an array of numbers, with .astype('float32')"),
        ['c', ..] => new(path, null, "the array holds complex numbers", "save real and imaginary parts as two arrays"),
        ['M' or 'm', ..] => new(path, null, "the array holds dates or times", "save numbers, with .astype('int64')"),
        _ => new(path, null, $"the array has elements of the type {Quotation.Of(code)}; numbers, truth values and texts are read", "save it with .astype('float32')"),
    };

    [GeneratedRegex("""^\{(?:\s*'(?<key>descr|fortran_order|shape)'\s*:\s*(?<value>'[^']{0,99}'|True|False|\((?:[0-9]|,|\s)*\))\s*(?:,|(?=\})))+\s*\}\s*$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Structure();
}
