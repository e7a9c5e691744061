using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hiwae.Compilation.Kernels.Products;

/// <summary>Single precision rounded to bfloat16, the upper half of a float: to the nearest, of two to the even one.</summary>
internal static unsafe class Bf16
{
    private const uint Half = 0x7fff;

    // What keeps a number that is none from becoming infinite when it loses its lower half.
    private const uint Quiet = 0x40;

    /// <summary>The number of floats that have room for a count of bfloat16 numbers.</summary>
    public static long Floats(long count) => Memory.Padded((count + 1) / 2);

    /// <summary>Rounds one number.</summary>
    public static ushort Round(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)(float.IsNaN(value) ? (bits >> 16) | Quiet : (bits + Half + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>Rounds consecutive numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(float* from, ushort* to, int count)
    {
        var i = 0;
        for (; Vector512.IsHardwareAccelerated && i <= count - 32; i += 32)
            Vector512.Store(Vector512.Narrow(Round(Vector512.Load(from + i)), Round(Vector512.Load(from + i + 16))), to + i);
        for (; i < count; i++)
            to[i] = Round(from[i]);
    }

    /// <summary>Rounds the rows of a matrix; the results have no gaps.</summary>
    /// <param name="from">The matrix.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="to">The rounded numbers, without gaps.</param>
    public static void Round(float* from, nint stride, int rows, int columns, ushort* to)
    {
        if (stride == columns)
        {
            Round(from, to, rows * columns);
            return;
        }

        for (var r = 0; r < rows; r++)
            Round(from + (r * stride), to + ((long)r * columns), columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Round(Vector512<float> values)
    {
        var bits = values.AsUInt32();
        var upper = bits >>> 16;
        var rounded = (bits + Vector512.Create(Half) + (upper & Vector512<uint>.One)) >>> 16;
        return Vector512.ConditionalSelect(Vector512.Equals(values, values).AsUInt32(), rounded, upper | Vector512.Create(Quiet));
    }
}
