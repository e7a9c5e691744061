using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

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
                results[i] = Sweep<V>.Dot(pass.X(r), pass.Room + ((nint)i * Size), Size);
        }
    }

    /// <inheritdoc/>
    public override void Give(ref MemberPass pass, int from, int to, float* weights)
    {
        for (var r = from; r < to; r++, weights += Count)
        {
            Prepare(ref pass, r);
            float* x = pass.X(r), toRaw = pass.RawGradient(r), toX = pass.XGradient(r);
            var sum = Sweep<V>.Sum(x, Size);
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
