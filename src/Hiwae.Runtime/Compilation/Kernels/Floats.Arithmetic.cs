using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

// Arithmetic on consecutive floats.
internal static unsafe partial class Floats
{
    /// <summary>to += from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<V>(float* to, float* from, int count) where V : struct, ILanes<V>
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(to + i, V.Load(to + i) + V.Load(from + i));
        if (i < count)
            V.Store(to + i, V.Load(to + i, count - i) + V.Load(from + i, count - i), count - i);
    }

    /// <summary>to = first + second; to may be one of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PutSum<V>(float* to, float* first, float* second, int count) where V : struct, ILanes<V>
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(to + i, V.Load(first + i) + V.Load(second + i));
        if (i < count)
            V.Store(to + i, V.Load(first + i, count - i) + V.Load(second + i, count - i), count - i);
    }

    /// <summary>to += factor · from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled<V>(float* to, float* from, float factor, int count) where V : struct, ILanes<V>
    {
        var by = V.All(factor);
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(to + i, V.MultiplyAdd(by, V.Load(from + i), V.Load(to + i)));
        if (i < count)
            V.Store(to + i, V.MultiplyAdd(by, V.Load(from + i, count - i), V.Load(to + i, count - i)), count - i);
    }

    /// <summary>Adds the sums of the columns of a matrix without gaps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddColumns<V>(float* sums, float* from, int rows, int columns) where V : struct, ILanes<V>
    {
        for (var c = 0; c < columns; c += V.Count)
        {
            var width = Math.Min(V.Count, columns - c);
            var isWhole = width == V.Count;
            V first = V.Zero, second = V.Zero, third = V.Zero, fourth = V.Zero;
            var at = from + c;
            var r = 0;
            if (isWhole)
            {
                for (; r <= rows - 4; r += 4, at += 4L * columns)
                {
                    first += V.Load(at);
                    second += V.Load(at + columns);
                    third += V.Load(at + (2L * columns));
                    fourth += V.Load(at + (3L * columns));
                }
            }
            for (; r < rows; r++, at += columns)
                first += V.Load(at, width);
            V.Store(sums + c, V.Load(sums + c, width) + ((first + second) + (third + fourth)), width);
        }
    }

    /// <summary>y = factor · x, or y += factor · x.</summary>
    public static void Scale<V>(float* y, float factor, float* x, int count, bool adds) where V : struct, ILanes<V>
    {
        if (adds)
            AddScaled<V>(y, x, factor, count);
        else
            Scale<V>(y, factor, x, count);
    }

    /// <summary>y = factor · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<V>(float* y, float factor, float* x, int count) where V : struct, ILanes<V>
    {
        var all = V.All(factor);
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(y + i, all * V.Load(x + i));
        if (i < count)
            V.Store(y + i, all * V.Load(x + i, count - i), count - i);
    }

    /// <summary>x = x · y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<V>(float* x, float* y, int count) where V : struct, ILanes<V>
    {
        for (var i = 0; i < count; i += V.Count)
            Vectors.Store(x + i, Vectors.Load<V>(x + i, count - i) * Vectors.Load<V>(y + i, count - i), count - i);
    }

    /// <summary>x = e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exp<V>(float* x, int count) where V : struct, ILanes<V>
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(x + i, Elementary.Exp(V.Load(x + i)));
        if (i < count)
            V.Store(x + i, Elementary.Exp(V.Load(x + i, count - i)), count - i);
    }

    /// <summary>x = log x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Log<V>(float* x, int count) where V : struct, ILanes<V>
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(x + i, Elementary.Log(V.Load(x + i)));
        if (i < count)
            V.Store(x + i, Elementary.Log(V.Load(x + i, count - i)), count - i);
    }

    /// <summary>The sum of the products of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot<V>(float* x, float* y, int count) where V : struct, ILanes<V>
    {
        var sum = V.Zero;
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            sum = V.MultiplyAdd(V.Load(x + i), V.Load(y + i), sum);
        if (i < count)
            sum = V.MultiplyAdd(V.Load(x + i, count - i), V.Load(y + i, count - i), sum);
        return V.Sum(sum);
    }

    /// <summary>The sum of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum<V>(float* x, int count) where V : struct, ILanes<V>
    {
        var sum = V.Zero;
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            sum += V.Load(x + i);
        if (i < count)
            sum += V.Load(x + i, count - i);
        return V.Sum(sum);
    }
}
