using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Σ −½ z² − log σ − ½ log 2π with z = (x − μ)/σ, of raw parameters μ and log σ. Slopes: z/σ by μ, z² − 1 by log σ, −z/σ by x.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal readonly unsafe struct NormalRow<V> : IDensityRow<V> where V : struct, ILanes<V>
{
    /// <summary>½ log 2π.</summary>
    public const float HalfLogTwoPi = 0.918938533f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Value(float* raw, float* x, float* mask, int size)
    {
        var sum = V.Zero;
        var i = 0;
        if (mask is null)
        {
            for (; i <= size - V.Count; i += V.Count)
                sum += Value(V.Load(raw + i), V.Load(raw + size + i), V.Load(x + i));
        }
        else
        {
            for (; i <= size - V.Count; i += V.Count)
                sum += V.And(V.Less(V.Zero, V.Load(mask + i)), Value(V.Load(raw + i), V.Load(raw + size + i), V.Load(x + i)));
        }

        if (i < size)
        {
            var left = size - i;
            var seen = V.Less(V.Zero, Part<V>.Or(mask is null ? V.All(1f) : V.Load(mask + i, left), V.Zero, left));
            sum += V.And(seen, Value(V.Load(raw + i, left), V.Load(raw + size + i, left), V.Load(x + i, left)));
        }

        return V.Sum(sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Give(float* raw, float* x, float* mask, int size, float weight, float* toRaw, float* toX, (bool Raw, bool X) adds)
    {
        var all = V.All(weight);
        var i = 0;
        for (; i <= size - V.Count; i += V.Count)
            Give<Whole<V>>(raw + i, size, x + i, mask is null ? null : mask + i, V.Count, all, toRaw is null ? null : toRaw + i, toX is null ? null : toX + i, adds);
        if (i < size)
            Give<Part<V>>(raw + i, size, x + i, mask is null ? null : mask + i, size - i, all, toRaw is null ? null : toRaw + i, toX is null ? null : toX + i, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Value(V mean, V logScale, V x)
    {
        var z = (x - mean) * Elementary.Exp(-logScale);
        return V.MultiplyAdd(V.All(-0.5f) * z, z, -logScale - V.All(HalfLogTwoPi));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give<R>(float* raw, int size, float* x, float* mask, int count, V weight, float* toRaw, float* toX, (bool Raw, bool X) adds)
        where R : IReach<V>
    {
        var inverse = Elementary.Exp(-R.Load(raw + size, count));
        var z = (R.Load(x, count) - R.Load(raw, count)) * inverse;
        var (byMean, byLogScale) = (z * inverse, V.MultiplyAdd(z, z, V.All(-1f)));
        if (mask is not null)
        {
            var seen = V.Less(V.Zero, R.Load(mask, count));
            (byMean, byLogScale) = (V.And(seen, byMean), V.And(seen, byLogScale));
        }

        if (toRaw is not null)
        {
            R.Store(toRaw, adds.Raw ? V.MultiplyAdd(weight, byMean, R.Load(toRaw, count)) : weight * byMean, count);
            R.Store(toRaw + size, adds.Raw ? V.MultiplyAdd(weight, byLogScale, R.Load(toRaw + size, count)) : weight * byLogScale, count);
        }

        if (toX is not null)
            R.Store(toX, adds.X ? R.Load(toX, count) - (weight * byMean) : -(weight * byMean), count);
    }
}
