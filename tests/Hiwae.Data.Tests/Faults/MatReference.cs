using System.IO.Compression;

namespace Hiwae.Data.Tests.Faults;

/// <summary>Another reader of uncompressed .mat files, written for this alone: recursive over a byte array, a value at a time.</summary>
internal static class MatReference
{
    private sealed class Damaged : Exception;

    /// <summary>Shapes and values, column by column, of the arrays of numbers in the order of the file; null where the bytes are no such file.</summary>
    public static IReadOnlyList<(int[] Shape, double[] Values)>? Read(byte[] bytes)
    {
        if (bytes.Length < 128 || !(bytes[124] == 0 && bytes[125] == 1 && bytes[126] == 'I' && bytes[127] == 'M') && !(bytes[124] == 1 && bytes[125] == 0 && bytes[126] == 'M' && bytes[127] == 'I'))
            return null;
        var found = new List<(int[], double[])>();
        try
        {
            for (var at = 128; at < bytes.Length;)
            {
                var (type, start, length, next) = Tag(bytes, at, bytes.Length, bytes[126] == 'M');
                if (next > bytes.Length)
                    return null;
                if (type == 14)
                    Matrix(bytes, start, length, bytes[126] == 'M', found);
                at = next;
            }

            return found;
        }
        catch (Exception e) when (e is Damaged or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The file with its compressed elements in plain; their check sum, which is weak, may by chance fit data that are damaged.</summary>
    public static byte[] Unpacked(byte[] bytes)
    {
        var plain = new MemoryStream();
        plain.Write(bytes.AsSpan(0, 128));
        for (var at = 128; at + 8 <= bytes.Length;)
        {
            var (type, length) = (BitConverter.ToUInt32(bytes, at), BitConverter.ToInt32(bytes, at + 4));
            if (type != 15 || length < 6 || length > bytes.Length - at - 8)
                return [];
            using var zlib = new ZLibStream(new MemoryStream(bytes, at + 8, length), CompressionMode.Decompress);
            var content = new MemoryStream();
            zlib.CopyTo(content);
            var (a, b) = (1u, 0u);
            foreach (var value in content.ToArray())
            {
                a = (a + value) % 65521;
                b = (b + a) % 65521;
            }

            if (!bytes.AsSpan(at + 4 + length, 4).SequenceEqual<byte>([(byte)(b >> 8), (byte)b, (byte)(a >> 8), (byte)a]))
                return [];
            content.WriteTo(plain);
            at += 8 + length;
        }

        return plain.ToArray();
    }

    private static (uint Type, int Start, int Length, int Next) Tag(byte[] bytes, int at, int end, bool big)
    {
        if (at + 8 > end)
            throw new Damaged();
        var first = (uint)Number(bytes, at, 4, big, signed: false);
        if (first >> 16 != 0)
            return (first & 0xFFFF, at + 4, (int)(first >> 16), at + 8);
        var length = checked((int)Number(bytes, at + 4, 4, big, signed: false));
        return (first, at + 8, length, at + 8 + length + (first == 15 ? 0 : (8 - (length % 8)) % 8));
    }

    private static void Matrix(byte[] bytes, int start, int length, bool big, List<(int[], double[])> found)
    {
        if (length == 0)
            return;
        var end = start + length;
        var (_, flags, _, next) = Tag(bytes, start, end, big);
        var mark = Number(bytes, flags, 4, big, signed: false);
        var (kind, complex) = ((int)mark & 0xFF, ((int)mark & 0x800) != 0);
        var (_, sizes, many, afterSizes) = Tag(bytes, next, end, big);
        int[] shape = [.. Enumerable.Range(0, many / 4).Select(i => (int)Number(bytes, sizes + (4 * i), 4, big, signed: true))];
        var (_, _, _, values) = Tag(bytes, afterSizes, end, big);
        if (kind == 2 && shape.All(size => size == 1))
        {
            var (_, widthAt, _, names) = Tag(bytes, values, end, big);
            var (_, _, all, at) = Tag(bytes, names, end, big);
            for (var i = all / (int)Number(bytes, widthAt, 4, big, signed: true); i > 0; i--)
            {
                var (_, inner, size, after) = Tag(bytes, at, end, big);
                Matrix(bytes, inner, size, big, found);
                at = after;
            }
        }
        else if (kind is >= 6 and <= 15 && !complex)
        {
            var (type, data, size, _) = Tag(bytes, values, end, big);
            var width = type switch { 1 or 2 or 16 => 1, 3 or 4 or 17 => 2, 5 or 6 or 7 or 18 => 4, _ => 8 };
            var numbers = Enumerable.Range(0, size / width).Select(i => type switch
            {
                7 => BitConverter.Int32BitsToSingle((int)Number(bytes, data + (4 * i), 4, big, signed: true)),
                9 => BitConverter.Int64BitsToDouble((long)Number(bytes, data + (8 * i), 8, big, signed: true)),
                _ => (double)Number(bytes, data + (width * i), width, big, signed: type is 1 or 3 or 5 or 12),
            }).ToArray();
            found.Add((shape, (mark & 0x200) != 0 && width == 1 ? [.. numbers.Select(number => number == 0 ? 0.0 : 1)] : numbers));
        }
    }

    private static Int128 Number(byte[] bytes, int at, int width, bool big, bool signed)
    {
        Int128 number = 0;
        for (var i = 0; i < width; i++)
            number = (number << 8) | bytes[big ? at + i : at + width - 1 - i];
        return signed && number >= (Int128)1 << ((8 * width) - 1) ? number - ((Int128)1 << (8 * width)) : number;
    }
}
