using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>What kernels do with consecutive floats.</summary>
internal static unsafe class Floats
{
    // As many as stay in the nearest cache from one pass over them to the next.
    private const int TileFloats = 4096;

    // So few are moved one by one sooner than by a masked vector.
    private const int Few = 4;

    /// <summary>How many rows are worth a pass of their own, so that the next finds them in the nearest cache.</summary>
    public static int RowsOfTile(int columns) => columns < TileFloats ? TileFloats / Math.Max(1, columns) : 1;

    public static void Copy(float* to, float* from, int count) => Unsafe.CopyBlockUnaligned(to, from, (uint)count * sizeof(float));

    public static void Clear(float* to, int count) => Unsafe.InitBlockUnaligned(to, 0, (uint)count * sizeof(float));

    /// <summary>to = from, or adds it.</summary>
    public static void Put<V>(float* to, float* from, bool adds, int count) where V : struct, ILanes<V>
    {
        if (adds)
            Add<V>(to, from, count);
        else
            Copy(to, from, count);
    }

    /// <summary>As <see cref="Put"/> for floats that may be few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PutRun<V>(float* to, float* from, bool adds, int count) where V : struct, ILanes<V>
    {
        if (count > Few)
        {
            Put<V>(to, from, adds, count);
            return;
        }

        for (var i = 0; i < count; i++)
            to[i] = adds ? to[i] + from[i] : from[i];
    }

    /// <summary>As <see cref="Put"/> for runs of so many floats, which lie at distances.</summary>
    public static void PutRuns<V>(float* to, int toStep, float* from, int fromStep, bool adds, int runs, int width) where V : struct, ILanes<V>
    {
        if (toStep == width && fromStep == width)
            Put<V>(to, from, adds, runs * width);
        else if (adds)
            AddRuns<V>(to, toStep, from, fromStep, runs, width);
        else
            CopyRuns<V>(to, toStep, from, fromStep, runs, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRuns<V>(float* to, int toStep, float* from, int fromStep, int runs, int width) where V : struct, ILanes<V>
    {
        if (width == 2)
        {
            for (var run = 0; run < runs; run++, to += toStep, from += fromStep)
                *(long*)to = *(long*)from;
            return;
        }

        if (width <= Few)
        {
            for (var run = 0; run < runs; run++, to += toStep, from += fromStep)
            {
                for (var i = 0; i < width; i++)
                    to[i] = from[i];
            }

            return;
        }

        for (var run = 0; run < runs; run++, to += toStep, from += fromStep)
        {
            var i = 0;
            for (; i <= width - V.Count; i += V.Count)
                V.Store(to + i, V.Load(from + i));
            if (i < width)
                V.Store(to + i, V.Load(from + i, width - i), width - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRuns<V>(float* to, int toStep, float* from, int fromStep, int runs, int width) where V : struct, ILanes<V>
    {
        if (width <= Few)
        {
            for (var run = 0; run < runs; run++, to += toStep, from += fromStep)
            {
                for (var i = 0; i < width; i++)
                    to[i] += from[i];
            }

            return;
        }

        for (var run = 0; run < runs; run++, to += toStep, from += fromStep)
        {
            var i = 0;
            for (; i <= width - V.Count; i += V.Count)
                V.Store(to + i, V.Load(to + i) + V.Load(from + i));
            if (i < width)
                V.Store(to + i, V.Load(to + i, width - i) + V.Load(from + i, width - i), width - i);
        }
    }

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
    public static void Sum<V>(float* to, float* first, float* second, int count) where V : struct, ILanes<V>
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
}
