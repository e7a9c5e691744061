using System.Globalization;
using System.Numerics;
using System.Text;

namespace Hiwae.Data.Tests.Faults;

/// <summary>Another reader of .npy files, written for this alone: strict, a value at a time.</summary>
internal static class NpyReference
{
    /// <summary>Shape and values in the order of the file; null where the bytes are no such file of numbers.</summary>
    public static (int[] Shape, double[] Values)? Read(byte[] bytes)
    {
        if (bytes.Length < 10 || !bytes.AsSpan(0, 6).SequenceEqual<byte>([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) || bytes[6] is 0 or > 3)
            return null;
        long start = bytes[6] == 1 ? 10 : 12;
        long length = bytes[6] == 1 ? BitConverter.ToUInt16(bytes, 8) : bytes.Length < 12 ? long.MaxValue / 2 : BitConverter.ToUInt32(bytes, 8);
        if (start + length > bytes.Length)
            return null;
        var text = Encoding.UTF8.GetString(bytes, (int)start, (int)length).Trim();
        string? After(string key)
        {
            var at = text.IndexOf($"'{key}'", StringComparison.Ordinal);
            return at < 0 ? null : text[(text.IndexOf(':', at) + 1)..].TrimStart();
        }

        if (After("descr") is not { } descr || After("shape") is not { } sizes || sizes.IndexOf(')', StringComparison.Ordinal) is var close && close < 0)
            return null;
        var type = descr[1..descr.IndexOf('\'', 1)];
        int[] shape = [.. sizes[1..close].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        var width = int.Parse(type[^1..], CultureInfo.InvariantCulture);
        var count = shape.Aggregate((BigInteger)1, (product, size) => product * size);
        if (type[^2] is 'U' or 'S' || count * width != bytes.Length - start - length)
            return null;
        return (shape, [.. Enumerable.Range(0, (int)count).Select(i => Value(bytes.AsSpan((int)(start + length) + (i * width), width).ToArray(), type))]);
    }

    private static double Value(byte[] bytes, string type)
    {
        if (type[0] == '>')
            Array.Reverse(bytes);
        return type[^2..] switch
        {
            "b1" => bytes[0] == 0 ? 0 : 1,
            "u1" => bytes[0],
            "i1" => (sbyte)bytes[0],
            "u2" => BitConverter.ToUInt16(bytes),
            "i2" => BitConverter.ToInt16(bytes),
            "u4" => BitConverter.ToUInt32(bytes),
            "i4" => BitConverter.ToInt32(bytes),
            "u8" => BitConverter.ToUInt64(bytes),
            "i8" => BitConverter.ToInt64(bytes),
            "f2" => (double)BitConverter.ToHalf(bytes),
            "f4" => BitConverter.ToSingle(bytes),
            _ => BitConverter.ToDouble(bytes),
        };
    }
}
