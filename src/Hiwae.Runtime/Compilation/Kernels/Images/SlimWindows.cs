using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>The sums of <see cref="Windows"/> where there are too few channels to fill a vector with: vectors run along the windows instead.</summary>
internal static unsafe class SlimWindows
{
    // Windows at a time.
    private const int Together = 8;

    public static void Correlate<V>(in Windows windows) where V : struct, ILanes<V>
    {
        for (var channel = 0; channel < windows.Panels.Channels; channel++)
            for (var y = 0; y < windows.Height; y++)
                CorrelateLine<V>(windows, channel, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CorrelateLine<V>(in Windows windows, int channel, int y) where V : struct, ILanes<V>
    {
        int width = windows.Width, rows = windows.Panels.Rows, length = windows.Panels.Length;
        long across = windows.Across, rowStep = windows.RowStep, sumsAcross = windows.SumsAcross;
        float* image = windows.Image + (y * windows.Down), weights = windows.Weights + windows.Panels.PanelAt(channel);
        var at = (y * windows.SumsDown) + channel;
        float* sums = windows.Sums + at, addend = windows.Addend == null ? null : windows.Addend + at;
        var bias = windows.Bias == null ? 0 : windows.Bias[channel];
        var x = 0;
        for (; x <= width - Together; x += Together)
        {
            V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero, s4 = V.Zero, s5 = V.Zero, s6 = V.Zero, s7 = V.Zero;
            var w = weights;
            for (var row = 0; row < rows; row++)
            {
                float* from = image + (x * across) + (row * rowStep), next = from + (4 * across);
                for (var i = length; i > 0; i -= V.Count, from += V.Count, next += V.Count, w += V.Count)
                {
                    var weight = V.Load(w);
                    s0 = V.MultiplyAdd(V.Load(from), weight, s0);
                    s1 = V.MultiplyAdd(V.Load(from + across), weight, s1);
                    s2 = V.MultiplyAdd(V.Load(from + (2 * across)), weight, s2);
                    s3 = V.MultiplyAdd(V.Load(from + (3 * across)), weight, s3);
                    s4 = V.MultiplyAdd(V.Load(next), weight, s4);
                    s5 = V.MultiplyAdd(V.Load(next + across), weight, s5);
                    s6 = V.MultiplyAdd(V.Load(next + (2 * across)), weight, s6);
                    s7 = V.MultiplyAdd(V.Load(next + (3 * across)), weight, s7);
                }
            }
            Put(V.Sum(s0) + bias, sums, addend, x * sumsAcross);
            Put(V.Sum(s1) + bias, sums, addend, (x + 1) * sumsAcross);
            Put(V.Sum(s2) + bias, sums, addend, (x + 2) * sumsAcross);
            Put(V.Sum(s3) + bias, sums, addend, (x + 3) * sumsAcross);
            Put(V.Sum(s4) + bias, sums, addend, (x + 4) * sumsAcross);
            Put(V.Sum(s5) + bias, sums, addend, (x + 5) * sumsAcross);
            Put(V.Sum(s6) + bias, sums, addend, (x + 6) * sumsAcross);
            Put(V.Sum(s7) + bias, sums, addend, (x + 7) * sumsAcross);
        }
        for (; x < width; x++)
        {
            V even = V.Zero, odd = V.Zero;
            var w = weights;
            for (var row = 0; row < rows; row++)
            {
                var from = image + (x * across) + (row * rowStep);
                var i = length;
                for (; i >= 2 * V.Count; i -= 2 * V.Count, from += 2 * V.Count, w += 2 * V.Count)
                {
                    even = V.MultiplyAdd(V.Load(from), V.Load(w), even);
                    odd = V.MultiplyAdd(V.Load(from + V.Count), V.Load(w + V.Count), odd);
                }
                if (i == 0)
                    continue;
                even = V.MultiplyAdd(V.Load(from), V.Load(w), even);
                w += V.Count;
            }
            Put(V.Sum(even + odd) + bias, sums, addend, x * sumsAcross);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float sum, float* sums, float* addend, long at) => sums[at] = addend == null ? sum : sum + addend[at];

    public static void Collect<V>(in WindowGradients windows) where V : struct, ILanes<V>
    {
        for (var channel = 0; channel < windows.Panels.Channels; channel++)
        {
            for (var row = 0; row < windows.Panels.Rows; row += 3)
            {
                switch (windows.Panels.Rows - row)
                {
                    case 1: CollectRows<V, Counts.One>(windows, channel, row); break;
                    case 2: CollectRows<V, Counts.Two>(windows, channel, row); break;
                    default: CollectRows<V, Counts.Three>(windows, channel, row); break;
                }
            }
        }
    }

    private static void CollectRows<V, R>(in WindowGradients windows, int channel, int row) where V : struct, ILanes<V> where R : struct, ICount
    {
        for (var i = 0; i < windows.Panels.Length; i += 3 * V.Count)
        {
            switch ((windows.Panels.Length - i) / V.Count)
            {
                case 1: CollectRuns<V, R, Counts.One>(windows, channel, row, i); break;
                case 2: CollectRuns<V, R, Counts.Two>(windows, channel, row, i); break;
                default: CollectRuns<V, R, Counts.Three>(windows, channel, row, i); break;
            }
        }
    }

    // Up to three vectors of up to three rows of a window.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CollectRuns<V, R, N>(in WindowGradients windows, int channel, int row, int start)
        where V : struct, ILanes<V> where R : struct, ICount where N : struct, ICount
    {
        V a0 = V.Zero, a1 = V.Zero, a2 = V.Zero, b0 = V.Zero, b1 = V.Zero, b2 = V.Zero, c0 = V.Zero, c1 = V.Zero, c2 = V.Zero;
        long across = windows.Across, back = windows.GradientAcross, next = windows.RowStep;
        for (var i = 0; i < windows.Images; i++)
        {
            for (var y = 0; y < windows.Height; y++)
            {
                var from = windows.Image + (i * windows.ImageStep) + (y * windows.Down) + (row * next) + start;
                var gradient = windows.Gradient + (i * windows.GradientImageStep) + (y * windows.GradientDown) + channel;
                for (var x = windows.Width; x > 0; x--, from += across, gradient += back)
                {
                    var g = V.All(*gradient);
                    a0 = V.MultiplyAdd(V.Load(from), g, a0);
                    a1 = N.Value > 1 ? V.MultiplyAdd(V.Load(from + V.Count), g, a1) : a1;
                    a2 = N.Value > 2 ? V.MultiplyAdd(V.Load(from + (2 * V.Count)), g, a2) : a2;
                    if (R.Value > 1)
                    {
                        var second = from + next;
                        b0 = V.MultiplyAdd(V.Load(second), g, b0);
                        b1 = N.Value > 1 ? V.MultiplyAdd(V.Load(second + V.Count), g, b1) : b1;
                        b2 = N.Value > 2 ? V.MultiplyAdd(V.Load(second + (2 * V.Count)), g, b2) : b2;
                    }
                    if (R.Value > 2)
                    {
                        var third = from + (2 * next);
                        c0 = V.MultiplyAdd(V.Load(third), g, c0);
                        c1 = N.Value > 1 ? V.MultiplyAdd(V.Load(third + V.Count), g, c1) : c1;
                        c2 = N.Value > 2 ? V.MultiplyAdd(V.Load(third + (2 * V.Count)), g, c2) : c2;
                    }
                }
            }
        }
        var sums = windows.Sums + windows.Panels.PanelAt(channel) + (row * windows.Panels.Length) + start;
        Add<V, N>(sums, a0, a1, a2);
        if (R.Value > 1)
            Add<V, N>(sums + windows.Panels.Length, b0, b1, b2);
        if (R.Value > 2)
            Add<V, N>(sums + (2 * windows.Panels.Length), c0, c1, c2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<V, N>(float* to, V first, V second, V third) where V : struct, ILanes<V> where N : struct, ICount
    {
        V.Store(to, V.Load(to) + first);
        if (N.Value > 1)
            V.Store(to + V.Count, V.Load(to + V.Count) + second);
        if (N.Value > 2)
            V.Store(to + (2 * V.Count), V.Load(to + (2 * V.Count)) + third);
    }
}
