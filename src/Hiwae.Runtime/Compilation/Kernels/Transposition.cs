using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Matrices without gaps in the other order. Images lie pixel by pixel, vectors and what is declared for each of their elements channel by channel.</summary>
internal static unsafe class Transposition
{
    /// <summary>Floats of a line of the cache.</summary>
    public const int Line = 16;

    /// <summary>An operation's rows: of x's, each [rows, columns], the transposes.</summary>
    public static void Forward(Block block, Value output, Value x, int rows, int columns)
    {
        for (var r = 0; r < block.RowsOf(output); r++)
            Put(block.Of(output) + ((long)r * output.Columns), block.RowOf(x, output.Level, r), rows, columns);
    }

    /// <summary>The gradients of x's rows.</summary>
    public static void Backward(Block block, Value output, Value x, bool adds, int rows, int columns)
    {
        if (block.Gradient(x) == null)
            return;
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            float* to = block.GradientRowOf(x, output.Level, r), g = block.Gradient(output) + ((long)r * output.Columns);
            if (adds)
                Add(to, g, columns, rows);
            else
                Put(to, g, columns, rows);
        }
    }

    /// <summary>to [columns, rows] = fromᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Put(float* to, float* from, int rows, int columns)
    {
        var r = 0;
        for (; r <= rows - Square.Size; r += Square.Size)
        {
            var c = 0;
            for (; c <= columns - Square.Size; c += Square.Size)
                Square.Load(from + ((long)r * columns) + c, columns).Transposed().Store(to + ((long)c * rows) + r, rows);
            for (; c < columns; c++)
                for (var i = r; i < r + Square.Size; i++)
                    to[((long)c * rows) + i] = from[((long)i * columns) + c];
        }
        for (; r < rows; r++)
            for (var c = 0; c < columns; c++)
                to[((long)c * rows) + r] = from[((long)r * columns) + c];
    }

    /// <summary>to [columns, rows] += fromᵀ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* to, float* from, int rows, int columns)
    {
        var r = 0;
        for (; r <= rows - Square.Size; r += Square.Size)
        {
            var c = 0;
            for (; c <= columns - Square.Size; c += Square.Size)
                Square.Load(from + ((long)r * columns) + c, columns).Transposed().Add(to + ((long)c * rows) + r, rows);
            for (; c < columns; c++)
                for (var i = r; i < r + Square.Size; i++)
                    to[((long)c * rows) + i] += from[((long)i * columns) + c];
        }
        for (; r < rows; r++)
            for (var c = 0; c < columns; c++)
                to[((long)c * rows) + r] += from[((long)r * columns) + c];
    }

    /// <summary>Four rows of a length as columns next to each other: to[p · ldt + j] = from[j · stride + p] for j below 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(float* from, nint stride, int count, float* to, nint ldt)
    {
        var p = 0;
        for (; p + Square.Size <= count; p += Square.Size, to += Square.Size * ldt)
            Square.Load(from + p, stride).Transposed().Store(to, ldt);
        for (; p < count; p++, to += ldt)
            (to[0], to[1], to[2], to[3]) = (from[p], from[stride + p], from[(2 * stride) + p], from[(3 * stride) + p]);
    }

    /// <summary>Sixteen rows likewise, on processors with vectors of so many: a whole line of the cache is written at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sixteen(float* from, nint stride, int count, float* to, nint ldt)
    {
        var p = 0;
        for (; p + Square.Size <= count; p += Square.Size, to += Square.Size * ldt)
        {
            Vector512<float> first = Quarters(from + p, stride), second = Quarters(from + stride + p, stride), third = Quarters(from + (2 * stride) + p, stride), fourth = Quarters(from + (3 * stride) + p, stride);
            Vector512<float> a = Avx512F.UnpackLow(first, third), b = Avx512F.UnpackLow(second, fourth), c = Avx512F.UnpackHigh(first, third), d = Avx512F.UnpackHigh(second, fourth);
            Avx512F.UnpackLow(a, b).Store(to);
            Avx512F.UnpackHigh(a, b).Store(to + ldt);
            Avx512F.UnpackLow(c, d).Store(to + (2 * ldt));
            Avx512F.UnpackHigh(c, d).Store(to + (3 * ldt));
        }

        for (; p < count; p++, to += ldt)
            for (var j = 0; j < Line; j++)
                to[j] = from[(j * stride) + p];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* from, nint stride) => Vector512.Create(
        Vector256.Create(Vector128.Load(from), Vector128.Load(from + (4 * stride))), Vector256.Create(Vector128.Load(from + (8 * stride)), Vector128.Load(from + (12 * stride))));
}
