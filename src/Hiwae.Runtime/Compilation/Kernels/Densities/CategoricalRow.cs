using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Σ x (l − log Σ e^l) of logits l: one variable, which is there or missing as a whole. Slopes: x − e^(l − log Σ e^l) Σ x by l, l − log Σ e^l by x.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal readonly unsafe struct CategoricalRow<V> : IDensityRow<V> where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Value(float* raw, float* x, float* mask, int size)
    {
        var total = LogSum.Of<V>(raw, size);
        var (shift, rest, sum) = (V.All(total.Base), V.All(total.Rest), V.Zero);
        var i = 0;
        for (; i <= size - V.Count; i += V.Count)
            sum = V.MultiplyAdd(V.Load(x + i), V.Load(raw + i) - shift - rest, sum);
        if (i < size)
            sum += Part<V>.Or(V.Load(x + i, size - i) * (V.Load(raw + i, size - i) - shift - rest), V.Zero, size - i);
        return V.Sum(sum);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Give(float* raw, float* x, float* mask, int size, float weight, float* toRaw, float* toX, (bool Raw, bool X) adds)
    {
        var total = LogSum.Of<V>(raw, size);
        var (shift, rest, all, sum) = (V.All(total.Base), V.All(total.Rest), V.All(weight), V.All(Sweep<V>.Sum(x, size)));
        for (var i = 0; i < size; i += V.Count)
        {
            var left = size - i;
            var logarithm = Vectors.Load<V>(raw + i, left) - shift - rest;
            var byRaw = Vectors.Load<V>(x + i, left) - (sum * Elementary.Exp(logarithm));
            if (toRaw is not null)
                Vectors.Store(toRaw + i, adds.Raw ? V.MultiplyAdd(all, byRaw, Vectors.Load<V>(toRaw + i, left)) : all * byRaw, left);
            if (toX is not null)
                Vectors.Store(toX + i, adds.X ? V.MultiplyAdd(all, logarithm, Vectors.Load<V>(toX + i, left)) : all * logarithm, left);
        }
    }
}
