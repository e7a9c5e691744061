using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>The sums of <see cref="Windows"/> of one channel of one channel, a vector for neighbouring windows.</summary>
internal static unsafe class FlatWindows
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Correlate<V>(in Windows windows) where V : struct, ILanes<V>
    {
        int rows = windows.Panels.Rows, length = windows.Panels.Length;
        var bias = V.All(windows.Bias == null ? 0 : windows.Bias[0]);
        for (var y = 0; y < windows.Height; y++)
        {
            for (var x = 0; x < windows.Width; x += 2 * V.Count)
            {
                V near = bias, far = bias;
                int left = windows.Width - x, more = left - V.Count;
                var w = windows.Weights;
                for (var row = 0; row < rows; row++)
                {
                    var from = windows.Image + (y * windows.Down) + x + (row * windows.RowStep);
                    for (var i = 0; i < length; i++, w++)
                    {
                        var weight = V.All(*w);
                        near = V.MultiplyAdd(weight, Vectors.Load<V>(from + i, left), near);
                        if (more > 0)
                            far = V.MultiplyAdd(weight, Vectors.Load<V>(from + i + V.Count, more), far);
                    }
                }

                var at = (y * windows.SumsDown) + (x * windows.SumsAcross);
                Put(windows, at, near, left);
                if (more > 0)
                    Put(windows, at + (V.Count * windows.SumsAcross), far, more);
            }
        }
    }

    public static void Collect<V>(in WindowGradients windows) where V : struct, ILanes<V>
    {
        for (var row = 0; row < windows.Panels.Rows; row++)
            for (var i = 0; i < windows.Panels.Length; i += 3)
                CollectThree<V>(windows, row, i, Math.Min(3, windows.Panels.Length - i));
    }

    // Up to three places of a window's row; those that are not there are computed as the last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CollectThree<V>(in WindowGradients windows, int row, int start, int count) where V : struct, ILanes<V>
    {
        V first = V.Zero, second = V.Zero, third = V.Zero;
        int next = Math.Min(1, count - 1), last = count - 1;
        for (var i = 0; i < windows.Images; i++)
        {
            for (var y = 0; y < windows.Height; y++)
            {
                var from = windows.Image + (i * windows.ImageStep) + (y * windows.Down) + (row * windows.RowStep) + start;
                var back = windows.Gradient + (i * windows.GradientImageStep) + (y * windows.GradientDown);
                for (var x = 0; x < windows.Width; x += V.Count)
                {
                    var left = windows.Width - x;
                    var g = Vectors.Load<V>(back + x, left);
                    first = V.MultiplyAdd(g, Vectors.Load<V>(from + x, left), first);
                    second = V.MultiplyAdd(g, Vectors.Load<V>(from + x + next, left), second);
                    third = V.MultiplyAdd(g, Vectors.Load<V>(from + x + last, left), third);
                }
            }
        }

        var sums = windows.Sums + (row * windows.Panels.Length) + start;
        sums[0] += V.Sum(first);
        if (count > 1)
            sums[1] += V.Sum(second);
        if (count > 2)
            sums[2] += V.Sum(third);
    }

    // Sums next to each other, or at distances.
    private static void Put<V>(in Windows windows, long at, V sums, int left) where V : struct, ILanes<V>
    {
        if (windows.SumsAcross == 1)
        {
            var addend = windows.Addend == null ? V.Zero : Vectors.Load<V>(windows.Addend + at, left);
            Vectors.Store(windows.Sums + at, sums + addend, left);
            return;
        }

        var kept = stackalloc float[V.Count];
        V.Store(kept, sums);
        for (var i = 0; i < Math.Min(left, V.Count); i++, at += windows.SumsAcross)
            windows.Sums[at] = windows.Addend == null ? kept[i] : kept[i] + windows.Addend[at];
    }
}
