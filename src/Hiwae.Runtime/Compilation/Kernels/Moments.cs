using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Sums over consecutive floats.</summary>
internal static unsafe class Moments
{
    /// <summary>Σ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum<V>(float* x, int count) where V : struct, ILanes<V>
    {
        V first = V.Zero, second = V.Zero;
        var i = 0;
        for (; i <= count - (2 * V.Count); i += 2 * V.Count)
        {
            first += V.Load(x + i);
            second += V.Load(x + i + V.Count);
        }
        for (; i < count; i += V.Count)
            first += V.Load(x + i, Math.Min(V.Count, count - i));
        return V.Sum(first + second);
    }

    /// <summary>Σ x y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot<V>(float* x, float* y, int count) where V : struct, ILanes<V>
    {
        V first = V.Zero, second = V.Zero;
        var i = 0;
        for (; i <= count - (2 * V.Count); i += 2 * V.Count)
        {
            first = V.MultiplyAdd(V.Load(x + i), V.Load(y + i), first);
            second = V.MultiplyAdd(V.Load(x + i + V.Count), V.Load(y + i + V.Count), second);
        }
        for (; i < count; i += V.Count)
        {
            var left = Math.Min(V.Count, count - i);
            first = V.MultiplyAdd(V.Load(x + i, left), V.Load(y + i, left), first);
        }
        return V.Sum(first + second);
    }

    /// <summary>Σ (x − mean)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Squares<V>(float* x, float mean, int count) where V : struct, ILanes<V>
    {
        V first = V.Zero, second = V.Zero, from = V.All(mean);
        var i = 0;
        for (; i <= count - (2 * V.Count); i += 2 * V.Count)
        {
            V a = V.Load(x + i) - from, b = V.Load(x + i + V.Count) - from;
            first = V.MultiplyAdd(a, a, first);
            second = V.MultiplyAdd(b, b, second);
        }
        var sum = V.Sum(first + second);
        for (; i < count; i++)
            sum += (x[i] - mean) * (x[i] - mean);
        return sum;
    }
}
