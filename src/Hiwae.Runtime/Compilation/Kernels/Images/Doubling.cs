using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Bilinear images of twice the size: each new pixel is three quarters of its nearest old one and a quarter of the next nearest, in both directions, where an edge's
/// pixel is its own neighbour.
/// </summary>
internal static unsafe class Doubling
{
    /// <summary>y, twice as high and wide as x.</summary>
    public static void Enlarge<V>(float* x, int height, int width, int channels, float* y) where V : struct, ILanes<V>
    {
        var line = (long)width * channels;
        for (var r = 0; r < 2 * height; r++, y += 2 * line)
        {
            var near = x + (r / 2 * line);
            var far = x + ((r % 2 == 0 ? Math.Max((r / 2) - 1, 0) : Math.Min((r / 2) + 1, height - 1)) * line);
            var c = 0;
            for (; c <= channels - V.Count; c += V.Count)
                EnlargeLine<V, Counts.One>(near + c, far + c, width, channels, V.Count, y + c);
            if (c < channels)
                EnlargeLine<V, Counts.Zero>(near + c, far + c, width, channels, channels - c, y + c);
        }
    }

    /// <summary>The gradient of x from that of y, or adds it.</summary>
    public static void Reduce<V>(float* y, int height, int width, int channels, bool adds, float* x) where V : struct, ILanes<V>
    {
        var line = 2L * width * channels;
        for (var r = 0; r < height; r++, x += width * channels)
        {
            var upper = y + (2 * r * line);
            var lower = upper + line;
            float* above = r == 0 ? upper : upper - line, below = r + 1 < height ? lower + line : lower;
            var c = 0;
            for (; c <= channels - V.Count; c += V.Count)
                ReduceLine<V, Counts.One>(above + c, upper + c, lower + c, below + c, width, channels, V.Count, adds, x + c);
            if (c < channels)
                ReduceLine<V, Counts.Zero>(above + c, upper + c, lower + c, below + c, width, channels, channels - c, adds, x + c);
        }
    }

    // A vector's channels of one new row, between the nearest old one and the next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EnlargeLine<V, W>(float* near, float* far, int width, int channels, int left, float* y)
        where V : struct, ILanes<V> where W : struct, ICount
    {
        V most = V.All(0.75f), rest = V.All(0.25f);
        var here = V.MultiplyAdd(most, Load<V, W>(near, left), rest * Load<V, W>(far, left));
        var before = here;
        for (var i = 0; i < width; i++, y += 2L * channels)
        {
            var behind = here;
            if (i + 1 < width)
            {
                near += channels;
                far += channels;
                behind = V.MultiplyAdd(most, Load<V, W>(near, left), rest * Load<V, W>(far, left));
            }
            Store<V, W>(y, V.MultiplyAdd(most, here, rest * before), left);
            Store<V, W>(y + channels, V.MultiplyAdd(most, here, rest * behind), left);
            before = here;
            here = behind;
        }
    }

    // A vector's channels of one old row, from the four new ones that it went into.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReduceLine<V, W>(float* above, float* upper, float* lower, float* below, int width, int channels, int left, bool adds, float* x)
        where V : struct, ILanes<V> where W : struct, ICount
    {
        V most = V.All(0.75f), rest = V.All(0.25f);
        var here = Column<V, W>(above, upper, lower, below, 0, left);
        var before = here;
        for (var i = 0; i < width; i++, x += channels)
        {
            var next = Column<V, W>(above, upper, lower, below, ((2L * i) + 1) * channels, left);
            var behind = i + 1 < width ? Column<V, W>(above, upper, lower, below, ((2L * i) + 2) * channels, left) : next;
            var sum = V.MultiplyAdd(most, here + next, rest * (before + behind));
            Store<V, W>(x, adds ? Load<V, W>(x, left) + sum : sum, left);
            before = next;
            here = behind;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Column<V, W>(float* above, float* upper, float* lower, float* below, long at, int left)
        where V : struct, ILanes<V> where W : struct, ICount => V.MultiplyAdd(
        V.All(0.75f),
        Load<V, W>(upper + at, left) + Load<V, W>(lower + at, left),
        V.All(0.25f) * (Load<V, W>(above + at, left) + Load<V, W>(below + at, left)));

    // Whole vectors, where W is not zero, or the floats that are left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Load<V, W>(float* from, int left) where V : struct, ILanes<V> where W : struct, ICount => W.Value > 0 ? V.Load(from) : V.Load(from, left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, W>(float* to, V value, int left) where V : struct, ILanes<V> where W : struct, ICount
    {
        if (W.Value > 0)
            V.Store(to, value);
        else
            V.Store(to, value, left);
    }
}
