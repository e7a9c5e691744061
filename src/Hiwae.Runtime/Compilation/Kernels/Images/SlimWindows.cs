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
        {
            for (var y = 0; y < windows.Height; y++)
            {
                for (var x = 0; x < windows.Width; x += Together)
                {
                    // The last tile of a wide row begins early rather than being narrow.
                    var start = Math.Max(0, Math.Min(x, windows.Width - Together));
                    var at = (y * windows.SumsDown) + (start * windows.SumsAcross) + channel;
                    CorrelateTile<V>(windows, channel, windows.Image + (y * windows.Down) + (start * windows.Across), at, x - start, windows.Width - start);
                }
            }
        }
    }

    // Windows `skipped` … `windows left` of a tile; what is skipped was done before, and what is not there is computed of the last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CorrelateTile<V>(in Windows windows, int channel, float* image, long at, int skipped, int left) where V : struct, ILanes<V>
    {
        V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero, s4 = V.Zero, s5 = V.Zero, s6 = V.Zero, s7 = V.Zero;
        var last = Math.Min(Together, left) - 1;
        long across = windows.Across;
        long o1 = Math.Min(1, last) * across, o2 = Math.Min(2, last) * across, o3 = Math.Min(3, last) * across, o4 = Math.Min(4, last) * across;
        long o5 = Math.Min(5, last) * across, o6 = Math.Min(6, last) * across, o7 = last * across;
        var weights = windows.Weights + windows.Panels.PanelAt(channel);
        for (var row = 0; row < windows.Panels.Rows; row++)
        {
            var from = image + (row * windows.RowStep);
            for (var i = 0; i < windows.Panels.Length; i += V.Count, from += V.Count, weights += V.Count)
            {
                var w = V.Load(weights);
                s0 = V.MultiplyAdd(V.Load(from), w, s0);
                s1 = V.MultiplyAdd(V.Load(from + o1), w, s1);
                s2 = V.MultiplyAdd(V.Load(from + o2), w, s2);
                s3 = V.MultiplyAdd(V.Load(from + o3), w, s3);
                s4 = V.MultiplyAdd(V.Load(from + o4), w, s4);
                s5 = V.MultiplyAdd(V.Load(from + o5), w, s5);
                s6 = V.MultiplyAdd(V.Load(from + o6), w, s6);
                s7 = V.MultiplyAdd(V.Load(from + o7), w, s7);
            }
        }
        var sums = stackalloc float[Together] { V.Sum(s0), V.Sum(s1), V.Sum(s2), V.Sum(s3), V.Sum(s4), V.Sum(s5), V.Sum(s6), V.Sum(s7) };
        var bias = windows.Bias == null ? 0 : windows.Bias[channel];
        for (var i = skipped; i <= last; i++)
        {
            var to = at + (i * windows.SumsAcross);
            windows.Sums[to] = sums[i] + bias + (windows.Addend == null ? 0 : windows.Addend[to]);
        }
    }

    public static void Collect<V>(in WindowGradients windows) where V : struct, ILanes<V>
    {
        var panels = windows.Panels;
        for (var channel = 0; channel < panels.Channels; channel++)
        {
            for (var row = 0; row < panels.Rows; row++)
            {
                var sums = windows.Sums + panels.PanelAt(channel) + (row * panels.Length);
                var image = windows.Image + (row * windows.RowStep);
                var i = 0;
                for (; i <= panels.Length - (4 * V.Count); i += 4 * V.Count)
                    CollectRun<V, Counts.Four>(windows, channel, image + i, sums + i);
                switch ((panels.Length - i) / V.Count)
                {
                    case 1: CollectRun<V, Counts.One>(windows, channel, image + i, sums + i); break;
                    case 2: CollectRun<V, Counts.Two>(windows, channel, image + i, sums + i); break;
                    case 3: CollectRun<V, Counts.Three>(windows, channel, image + i, sums + i); break;
                    default: break;
                }
            }
        }
    }

    // Up to four vectors of a window's row, and of the one after it in the same window: two windows at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CollectRun<V, N>(in WindowGradients windows, int channel, float* image, float* sums) where V : struct, ILanes<V> where N : struct, ICount
    {
        V s0 = V.Load(sums), s1 = N.Value > 1 ? V.Load(sums + V.Count) : V.Zero;
        V s2 = N.Value > 2 ? V.Load(sums + (2 * V.Count)) : V.Zero, s3 = N.Value > 3 ? V.Load(sums + (3 * V.Count)) : V.Zero;
        V t0 = V.Zero, t1 = V.Zero, t2 = V.Zero, t3 = V.Zero;
        for (var i = 0; i < windows.Images; i++)
        {
            for (var y = 0; y < windows.Height; y++)
            {
                var from = image + (i * windows.ImageStep) + (y * windows.Down);
                var back = windows.Gradient + (i * windows.GradientImageStep) + (y * windows.GradientDown) + channel;
                long across = windows.Across, backAcross = windows.GradientAcross;
                var x = windows.Width;
                for (; x >= 2; x -= 2, from += 2 * across, back += 2 * backAcross)
                {
                    V g = V.All(*back), h = V.All(*(back + backAcross));
                    var next = from + across;
                    s0 = V.MultiplyAdd(g, V.Load(from), s0);
                    t0 = V.MultiplyAdd(h, V.Load(next), t0);
                    s1 = N.Value > 1 ? V.MultiplyAdd(g, V.Load(from + V.Count), s1) : s1;
                    t1 = N.Value > 1 ? V.MultiplyAdd(h, V.Load(next + V.Count), t1) : t1;
                    s2 = N.Value > 2 ? V.MultiplyAdd(g, V.Load(from + (2 * V.Count)), s2) : s2;
                    t2 = N.Value > 2 ? V.MultiplyAdd(h, V.Load(next + (2 * V.Count)), t2) : t2;
                    s3 = N.Value > 3 ? V.MultiplyAdd(g, V.Load(from + (3 * V.Count)), s3) : s3;
                    t3 = N.Value > 3 ? V.MultiplyAdd(h, V.Load(next + (3 * V.Count)), t3) : t3;
                }
                if (x == 0)
                    continue;
                var rest = V.All(*back);
                s0 = V.MultiplyAdd(rest, V.Load(from), s0);
                s1 = N.Value > 1 ? V.MultiplyAdd(rest, V.Load(from + V.Count), s1) : s1;
                s2 = N.Value > 2 ? V.MultiplyAdd(rest, V.Load(from + (2 * V.Count)), s2) : s2;
                s3 = N.Value > 3 ? V.MultiplyAdd(rest, V.Load(from + (3 * V.Count)), s3) : s3;
            }
        }
        V.Store(sums, s0 + t0);
        if (N.Value > 1)
            V.Store(sums + V.Count, s1 + t1);
        if (N.Value > 2)
            V.Store(sums + (2 * V.Count), s2 + t2);
        if (N.Value > 3)
            V.Store(sums + (3 * V.Count), s3 + t3);
    }
}
