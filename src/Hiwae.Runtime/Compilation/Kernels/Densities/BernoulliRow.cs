using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Σ x l − max(l, 0) − log(1 + e^−|l|) of logits l, with one logarithm for a product of many factors between 1 and 2 instead of one for each. Slopes: x − sigmoid(l)
/// by l, l by x.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal readonly unsafe struct BernoulliRow<V> : IDensityRow<V> where V : struct, ILanes<V>
{
    // Far from 2^128 even where each is 2.
    private const int MostFactors = 96;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Value(float* raw, float* x, float* mask, int size)
    {
        var (sum, product) = (V.Zero, V.All(1f));
        var i = 0;
        while (size - i >= V.Count)
        {
            var end = i + Math.Min((size - i) / V.Count * V.Count, MostFactors * V.Count);
            if (mask is null)
            {
                for (; i < end; i += V.Count)
                    (sum, product) = Step(sum, product, V.Load(raw + i), V.Load(x + i));
            }
            else
            {
                for (; i < end; i += V.Count)
                    (sum, product) = Step(sum, product, V.Load(raw + i), V.Load(x + i), V.Less(V.Zero, V.Load(mask + i)));
            }

            if (size - i >= V.Count)
                (sum, product) = (sum - Elementary.Log(product), V.All(1f));
        }

        sum -= Elementary.Log(product);
        if (i < size)
        {
            var seen = V.Less(V.Zero, Part<V>.Or(mask is null ? V.All(1f) : V.Load(mask + i, size - i), V.Zero, size - i));
            (sum, product) = Step(sum, V.All(1f), V.Load(raw + i, size - i), V.Load(x + i, size - i), seen);
            sum -= Elementary.Log(product);
        }

        return V.Sum(sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Give(float* raw, float* x, float* mask, int size, float weight, float* toRaw, float* toX, (bool Raw, bool X) adds)
    {
        var all = V.All(weight);
        var i = 0;
        if (mask is null && toX is null && !adds.Raw)
        {
            for (; i <= size - V.Count; i += V.Count)
                V.Store(toRaw + i, all * (V.Load(x + i) - Sigmoid(V.Load(raw + i))));
        }

        for (; i <= size - V.Count; i += V.Count)
            Give<Whole<V>>(raw + i, x + i, mask is null ? null : mask + i, V.Count, all, toRaw is null ? null : toRaw + i, toX is null ? null : toX + i, adds);
        if (i < size)
            Give<Part<V>>(raw + i, x + i, mask is null ? null : mask + i, size - i, all, toRaw is null ? null : toRaw + i, toX is null ? null : toX + i, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Sum, V Product) Step(V sum, V product, V l, V x)
    {
        var t = Fall(l);
        return (V.MultiplyAdd(x, l, sum) - V.Max(V.Zero, l), V.MultiplyAdd(product, t, product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Sum, V Product) Step(V sum, V product, V l, V x, V seen)
    {
        var t = V.And(seen, Fall(l));
        return (sum + V.And(seen, V.MultiplyAdd(x, l, -V.Max(V.Zero, l))), V.MultiplyAdd(product, t, product));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give<R>(float* raw, float* x, float* mask, int count, V weight, float* toRaw, float* toX, (bool Raw, bool X) adds) where R : IReach<V>
    {
        var l = R.Load(raw, count);
        var (byRaw, byX) = (R.Load(x, count) - Sigmoid(l), l);
        if (mask is not null)
        {
            var seen = V.Less(V.Zero, R.Load(mask, count));
            (byRaw, byX) = (V.And(seen, byRaw), V.And(seen, byX));
        }

        if (toRaw is not null)
            R.Store(toRaw, adds.Raw ? V.MultiplyAdd(weight, byRaw, R.Load(toRaw, count)) : weight * byRaw, count);
        if (toX is not null)
            R.Store(toX, adds.X ? V.MultiplyAdd(weight, byX, R.Load(toX, count)) : weight * byX, count);
    }

    // One exponential, of no more than 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sigmoid(V l)
    {
        var t = Fall(l);
        return V.Select(V.Less(l, V.Zero), t, V.All(1f)) / (V.All(1f) + t);
    }

    // e^−|l|: as the exponential of any number, without what only large results need.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fall(V l)
    {
        var y = V.Max(V.All(-87f), V.Or(l, V.AllBits(0x80000000)));
        var rounded = V.MultiplyAdd(y, V.All(1.44269504f), V.All(12582912f));
        var n = rounded - V.All(12582912f);
        var r = V.MultiplyAdd(n, V.All(2.12194440e-4f), V.MultiplyAdd(n, V.All(-0.693359375f), y));
        var q = V.MultiplyAdd(r, V.All(0.00138823921f), V.All(0.00836718641f));
        q = V.MultiplyAdd(r, q, V.All(0.041667223f));
        q = V.MultiplyAdd(r, q, V.All(0.16666539f));
        q = V.MultiplyAdd(r, q, V.All(0.49999997f));
        q = V.MultiplyAdd(r, q, V.All(1f));
        q = V.MultiplyAdd(r, q, V.All(1f));
        return V.AddBits(q, V.ShiftLeft(rounded, 23));
    }
}
