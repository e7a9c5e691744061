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
        var (shift, rest, all, sum) = (V.All(total.Base), V.All(total.Rest), V.All(weight), V.All(Floats.Sum<V>(x, size)));
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

/// <summary>Members of the categorical family, each one variable, whose logarithms of probabilities are prepared as a whole. See <see cref="CategoricalRow{V}"/>.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class CategoricalMembers<V>(int count, int size) : Members<V>(count, size) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override long RoomFloats(int rawRows) => (long)Count * Size;

    /// <inheritdoc/>
    public override void Values(ref MemberPass pass, int from, int to, float* results)
    {
        for (var r = from; r < to; r++, results += Count)
        {
            Prepare(ref pass, r);
            for (var i = 0; i < Count; i++)
                results[i] = Floats.Dot<V>(pass.X(r), pass.Room + ((nint)i * Size), Size);
        }
    }

    /// <inheritdoc/>
    public override void Give(ref MemberPass pass, int from, int to, float* weights)
    {
        for (var r = from; r < to; r++, weights += Count)
        {
            Prepare(ref pass, r);
            float* x = pass.X(r), toRaw = pass.RawGradient(r), toX = pass.XGradient(r);
            var sum = Floats.Sum<V>(x, Size);
            for (var i = 0; i < Count; i++)
            {
                if (weights[i] != 0f)
                    Give(pass.Room + ((nint)i * Size), x, Size, sum, weights[i], toRaw is null ? null : toRaw + ((nint)i * Size), toX);
            }
        }
    }

    private void Prepare(ref MemberPass pass, int row)
    {
        if (!pass.IsStale(row))
            return;
        float* raw = pass.Raw(row), to = pass.Room;
        for (var i = 0; i < Count; i++, raw += Size, to += Size)
            LogSum.Of<V>(raw, Size).Shares<V>(raw, Size, to, asLogarithms: true);
        pass.Prepared = row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Give(float* logarithms, float* x, int size, float sum, float weight, float* toRaw, float* toX)
    {
        var (all, total) = (V.All(weight), V.All(sum));
        for (var j = 0; j < size; j += V.Count)
        {
            var left = size - j;
            var logarithm = Vectors.Load<V>(logarithms + j, left);
            if (toRaw is not null)
                Vectors.Store(toRaw + j, V.MultiplyAdd(all, Vectors.Load<V>(x + j, left) - (total * Elementary.Exp(logarithm)), Vectors.Load<V>(toRaw + j, left)), left);
            if (toX is not null)
                Vectors.Store(toX + j, V.MultiplyAdd(all, logarithm, Vectors.Load<V>(toX + j, left)), left);
        }
    }
}
