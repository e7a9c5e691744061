using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hiwae.Data.Formats;

/// <summary>Reads numbers of a stored type into an array of the kind that holds them without loss.</summary>
internal static class ElementReader
{
    private const int ChunkBytes = 1 << 15;

    /// <summary>The numbers that are next in a stream.</summary>
    /// <param name="stream">The stream; left behind them.</param>
    /// <param name="type">How they are stored.</param>
    /// <param name="count">How many there are said to be.</param>
    /// <param name="isBigEndian">Whether the first byte of each is its largest.</param>
    /// <param name="certain">The number of bytes that are known to follow, or may be afforded: for more, memory is taken as they arrive.</param>
    /// <exception cref="EndOfStreamException">The stream ends before them.</exception>
    /// <exception cref="OverflowException">An unsigned number of 64 bits is above 2⁶³ − 1.</exception>
    public static Array Read(Stream stream, ElementType type, long count, bool isBigEndian, long certain)
    {
        var swap = isBigEndian == BitConverter.IsLittleEndian && type.Size() > 1;
        var first = Math.Min(count, Math.Max(certain, ChunkBytes) / type.Size());
        return type switch
        {
            ElementType.UInt8 => Same<byte>(stream, count, first, swap),
            ElementType.Int32 => Same<int>(stream, count, first, swap),
            ElementType.Int64 => Same<long>(stream, count, first, swap),
            ElementType.Float32 => Same<float>(stream, count, first, swap),
            ElementType.Float64 => Same<double>(stream, count, first, swap),
            ElementType.Bool => Converted<byte, bool>(stream, count, first, swap, value => value != 0),
            ElementType.Int8 => Converted<sbyte, int>(stream, count, first, swap, value => value),
            ElementType.Int16 => Converted<short, int>(stream, count, first, swap, value => value),
            ElementType.UInt16 => Converted<ushort, int>(stream, count, first, swap, value => value),
            ElementType.UInt32 => Converted<uint, long>(stream, count, first, swap, value => value),
            ElementType.UInt64 => Converted<ulong, long>(stream, count, first, swap, value => checked((long)value)),
            ElementType.Float16 => Converted<Half, float>(stream, count, first, swap, value => (float)value),
            ElementType.BFloat16 => Converted<ushort, float>(stream, count, first, swap, value => BitConverter.Int32BitsToSingle(value << 16)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The numbers in an array that holds each of them, or the nearest 32-bit float.</summary>
    public static float[] Floats(Array values) => values switch
    {
        float[] same => same,
        byte[] some => Array.ConvertAll(some, value => (float)value),
        int[] some => Array.ConvertAll(some, value => (float)value),
        long[] some => Array.ConvertAll(some, value => (float)value),
        double[] some => Array.ConvertAll(some, value => (float)value),
        bool[] some => Array.ConvertAll(some, value => value ? 1f : 0f),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static T[] Same<T>(Stream stream, long count, long first, bool swap) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>((int)first);
        var filled = 0;
        while (true)
        {
            var part = values.AsSpan(filled);
            stream.ReadExactly(MemoryMarshal.AsBytes(part));
            if (swap)
                Swap(part);
            filled = values.Length;
            if (filled == count)
                return values;
            Array.Resize(ref values, (int)Math.Min(count, 2L * filled));
        }
    }

    private static TTo[] Converted<TFrom, TTo>(Stream stream, long count, long first, bool swap, Func<TFrom, TTo> convert) where TFrom : unmanaged
    {
        var values = new TTo[first];
        var chunk = new TFrom[Math.Min(count, ChunkBytes / Marshal.SizeOf<TFrom>())];
        for (var filled = 0; filled < count;)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(count - filled, chunk.Length));
            stream.ReadExactly(MemoryMarshal.AsBytes(part));
            if (swap)
                Swap(part);
            if (filled + part.Length > values.Length)
                Array.Resize(ref values, (int)Math.Min(count, Math.Max(2L * values.Length, filled + part.Length)));
            foreach (var value in part)
                values[filled++] = convert(value);
        }

        return values;
    }

    private static void Swap<T>(Span<T> values) where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        switch (bytes.Length / Math.Max(1, values.Length))
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            default:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
