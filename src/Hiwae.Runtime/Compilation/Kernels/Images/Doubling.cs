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
            for (var c = 0; c < channels; c += V.Count)
                EnlargeLine<V>(near + c, far + c, width, channels, channels - c, y + c);
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
            for (var c = 0; c < channels; c += V.Count)
                ReduceLine<V>(above + c, upper + c, lower + c, below + c, width, channels, channels - c, adds, x + c);
        }
    }

    // A vector's channels of one new row, between the nearest old one and the next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EnlargeLine<V>(float* near, float* far, int width, int channels, int left, float* y) where V : struct, ILanes<V>
    {
        V most = V.All(0.75f), rest = V.All(0.25f);
        var here = V.MultiplyAdd(most, Vectors.Load<V>(near, left), rest * Vectors.Load<V>(far, left));
        var before = here;
        for (var i = 0; i < width; i++, y += 2L * channels)
        {
            var behind = here;
            if (i + 1 < width)
            {
                near += channels;
                far += channels;
                behind = V.MultiplyAdd(most, Vectors.Load<V>(near, left), rest * Vectors.Load<V>(far, left));
            }
            Vectors.Store(y, V.MultiplyAdd(most, here, rest * before), left);
            Vectors.Store(y + channels, V.MultiplyAdd(most, here, rest * behind), left);
            before = here;
            here = behind;
        }
    }

    // A vector's channels of one old row, from the four new ones that it went into.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReduceLine<V>(float* above, float* upper, float* lower, float* below, int width, int channels, int left, bool adds, float* x)
        where V : struct, ILanes<V>
    {
        V most = V.All(0.75f), rest = V.All(0.25f);
        var here = Column<V>(above, upper, lower, below, 0, left);
        var before = here;
        for (var i = 0; i < width; i++, x += channels)
        {
            var next = Column<V>(above, upper, lower, below, ((2L * i) + 1) * channels, left);
            var behind = i + 1 < width ? Column<V>(above, upper, lower, below, ((2L * i) + 2) * channels, left) : next;
            var sum = V.MultiplyAdd(most, here + next, rest * (before + behind));
            Vectors.Store(x, adds ? Vectors.Load<V>(x, left) + sum : sum, left);
            before = next;
            here = behind;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Column<V>(float* above, float* upper, float* lower, float* below, long at, int left) where V : struct, ILanes<V> => V.MultiplyAdd(
        V.All(0.75f),
        Vectors.Load<V>(upper + at, left) + Vectors.Load<V>(lower + at, left),
        V.All(0.25f) * (Vectors.Load<V>(above + at, left) + Vectors.Load<V>(below + at, left)));
}
