using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Passes over contiguous floats.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal static unsafe class Sweep<V> where V : struct, ILanes<V>
{
    /// <summary>y = factor · x, or y += factor · x.</summary>
    public static void Scale(float* y, float factor, float* x, int count, bool adds)
    {
        if (adds)
            Floats.AddScaled<V>(y, x, factor, count);
        else
            Scale(y, factor, x, count);
    }

    /// <summary>y = factor · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float* y, float factor, float* x, int count)
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
    public static void Multiply(float* x, float* y, int count)
    {
        for (var i = 0; i < count; i += V.Count)
            Vectors.Store(x + i, Vectors.Load<V>(x + i, count - i) * Vectors.Load<V>(y + i, count - i), count - i);
    }

    /// <summary>x = e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exp(float* x, int count)
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(x + i, Elementary.Exp(V.Load(x + i)));
        if (i < count)
            V.Store(x + i, Elementary.Exp(V.Load(x + i, count - i)), count - i);
    }

    /// <summary>x = log x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Log(float* x, int count)
    {
        var i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(x + i, Elementary.Log(V.Load(x + i)));
        if (i < count)
            V.Store(x + i, Elementary.Log(V.Load(x + i, count - i)), count - i);
    }

    /// <summary>The sum of the products of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(float* x, float* y, int count)
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
    public static float Sum(float* x, int count)
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
