using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Passes over consecutive floats: copies here, arithmetic apart.</summary>
internal static unsafe partial class Floats
{
    // As many as stay in the nearest cache from one pass over them to the next.
    private const int TileFloats = 4096;

    // So few are moved one by one sooner than by a masked vector.
    private const int Few = 4;

    /// <summary>The number of rows that are worth a pass of their own, so that the next finds them in the nearest cache.</summary>
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

    /// <summary>to = from, or adds it, for floats that may be few.</summary>
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

    /// <summary>to = from, or adds it, for runs of floats at equal distances.</summary>
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
}
