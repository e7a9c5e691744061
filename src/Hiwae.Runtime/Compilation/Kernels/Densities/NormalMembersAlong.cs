using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Members of the normal family, one after the other, a vector being made of a row's values. See <see cref="NormalRow{V}"/>.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class NormalMembersAlong<V>(int count, int size) : Members<V>(count, size) where V : struct, ILanes<V>
{
    // Of each member: μ, 1/σ, and the part of the log-density that does not depend on the value. Behind them the sums of the last.
    private int Stride => 3 * Size;

    /// <inheritdoc/>
    public override long RoomFloats(int rawRows) => ((long)Count * Stride) + Count;

    /// <inheritdoc/>
    public override void Values(ref MemberPass pass, int from, int to, float* results)
    {
        for (var r = from; r < to; r++, results += Count)
        {
            Prepare(ref pass, r);
            var totals = pass.Room + ((nint)Count * Stride);
            float* x = pass.X(r), mask = pass.Mask(r), member = pass.Room;
            for (var i = 0; i < Count; i++, member += Stride)
                results[i] = mask is null ? totals[i] - (0.5f * Squares(member, x, Size)) : Seen(member, x, mask, Size);
        }
    }

    /// <inheritdoc/>
    public override void Give(ref MemberPass pass, int from, int to, float* weights)
    {
        for (var r = from; r < to; r++, weights += Count)
        {
            Overwrite(pass, r);
            Prepare(ref pass, r);
            float* x = pass.X(r), mask = pass.Mask(r), member = pass.Room, toRaw = pass.RawGradient(r), toX = pass.XGradient(r);
            for (var i = 0; i < Count; i++, member += Stride)
            {
                if (weights[i] != 0f)
                    Give(member, x, mask, Size, weights[i], toRaw is null ? null : toRaw + (2 * i * Size), toX);
            }
        }
    }

    private void Prepare(ref MemberPass pass, int row)
    {
        if (!pass.IsStale(row))
            return;
        float* raw = pass.Raw(row), member = pass.Room, totals = member + ((nint)Count * Stride);
        for (var i = 0; i < Count; i++, raw += 2 * Size, member += Stride)
            totals[i] = Prepare(raw, member, Size);
        pass.Prepared = row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Prepare(float* raw, float* member, int size)
    {
        var total = V.Zero;
        for (var j = 0; j < size; j += V.Count)
        {
            var left = size - j;
            var logScale = Vectors.Load<V>(raw + size + j, left);
            var constant = -logScale - V.All(NormalRow<V>.HalfLogTwoPi);
            Vectors.Store(member + j, Vectors.Load<V>(raw + j, left), left);
            Vectors.Store(member + size + j, Elementary.Exp(-logScale), left);
            Vectors.Store(member + (2 * size) + j, constant, left);
            total += left >= V.Count ? constant : Part<V>.Or(constant, V.Zero, left);
        }

        return V.Sum(total);
    }

    // Σ z².
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Squares(float* member, float* x, int size)
    {
        var sum = V.Zero;
        var j = 0;
        for (; j <= size - V.Count; j += V.Count)
        {
            var z = (V.Load(x + j) - V.Load(member + j)) * V.Load(member + size + j);
            sum = V.MultiplyAdd(z, z, sum);
        }

        if (j < size)
        {
            var left = size - j;
            var z = (V.Load(x + j, left) - V.Load(member + j, left)) * V.Load(member + size + j, left);
            sum = V.MultiplyAdd(z, z, sum);
        }

        return V.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Seen(float* member, float* x, float* mask, int size)
    {
        var sum = V.Zero;
        for (var j = 0; j < size; j += V.Count)
        {
            var left = size - j;
            var z = (Vectors.Load<V>(x + j, left) - Vectors.Load<V>(member + j, left)) * Vectors.Load<V>(member + size + j, left);
            sum += V.And(V.Less(V.Zero, Vectors.Load<V>(mask + j, left)), V.MultiplyAdd(V.All(-0.5f) * z, z, Vectors.Load<V>(member + (2 * size) + j, left)));
        }

        return V.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Give(float* member, float* x, float* mask, int size, float weight, float* toRaw, float* toX)
    {
        var all = V.All(weight);
        var j = 0;
        for (; j <= size - V.Count; j += V.Count)
            Give<Whole<V>>(member + j, size, x + j, mask is null ? null : mask + j, V.Count, all, toRaw is null ? null : toRaw + j, toX is null ? null : toX + j);
        if (j < size)
            Give<Part<V>>(member + j, size, x + j, mask is null ? null : mask + j, size - j, all, toRaw is null ? null : toRaw + j, toX is null ? null : toX + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give<R>(float* member, int size, float* x, float* mask, int count, V weight, float* toRaw, float* toX) where R : IReach<V>
    {
        var inverse = R.Load(member + size, count);
        var z = (R.Load(x, count) - R.Load(member, count)) * inverse;
        var (byMean, byLogScale) = (weight * (z * inverse), weight * V.MultiplyAdd(z, z, V.All(-1f)));
        if (mask is not null)
        {
            var seen = V.Less(V.Zero, R.Load(mask, count));
            (byMean, byLogScale) = (V.And(seen, byMean), V.And(seen, byLogScale));
        }

        if (toRaw is not null)
        {
            R.Store(toRaw, R.Load(toRaw, count) + byMean, count);
            R.Store(toRaw + size, R.Load(toRaw + size, count) + byLogScale, count);
        }

        if (toX is not null)
            R.Store(toX, R.Load(toX, count) - byMean, count);
    }
}
