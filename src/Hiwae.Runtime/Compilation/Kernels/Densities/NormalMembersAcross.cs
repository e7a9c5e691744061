using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Members of the normal family for few values, a vector being made of members. Their prepared numbers lie with members fastest, and so do their gradients until the pass
/// goes on to others. See <see cref="NormalRow{V}"/>.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class NormalMembersAcross<V>(int count, int size) : Members<V>(count, size) where V : struct, ILanes<V>
{
    // Up to whole vectors.
    private readonly int width = Padded(count);

    // Of each value: μ, 1/σ, and the part of the log-density that does not depend on it.
    private int Block => Size * width;

    /// <summary>Whether this takes fewer vectors than <see cref="NormalMembersAlong{V}"/>, whose rows end in a part of one and a sum.</summary>
    public static bool IsBetter(int count, int size) => size < 32 && size * ((count + V.Count - 1) / V.Count) <= count * ((size / V.Count) + 2);

    /// <inheritdoc/>
    /// <remarks>Prepared numbers, the sums of their constants, and gradients that wait.</remarks>
    public override long RoomFloats(int rawRows) => (5L * Block) + width;

    /// <inheritdoc/>
    public override void Values(ref MemberPass pass, int from, int to, float* results)
    {
        for (var r = from; r < to; r++, results += Count)
        {
            Prepare(ref pass, r);
            Values(pass.Room, pass.X(r), pass.Mask(r), results);
        }
    }

    /// <inheritdoc/>
    public override void Give(ref MemberPass pass, int from, int to, float* weights)
    {
        for (var r = from; r < to; r++, weights += Count)
        {
            if (pass.IsStale(r))
                Close(ref pass);
            Overwrite(pass, r);
            Prepare(ref pass, r);
            if (pass.RawGradient(r) is not null && !pass.IsPending)
            {
                Floats.Clear(Pending(pass.Room), 2 * Block);
                pass.IsPending = true;
            }

            Give(pass.Room, pass.X(r), pass.Mask(r), weights, pass.RawGradient(r) is null ? null : Pending(pass.Room), pass.XGradient(r));
        }
    }

    /// <inheritdoc/>
    public override void Close(ref MemberPass pass)
    {
        if (!pass.IsPending)
            return;
        pass.IsPending = false;
        float* to = pass.RawGradient(pass.Prepared), from = Pending(pass.Room);
        for (var i = 0; i < Count; i++, to += 2 * Size)
        {
            for (var k = 0; k < 2 * Size; k++)
                to[k] += from[(k * width) + i];
        }
    }

    private float* Pending(float* room) => room + (3 * Block) + width;

    private void Prepare(ref MemberPass pass, int row)
    {
        if (pass.IsStale(row))
            Prepare(pass.Raw(row), pass.Room);
        pass.Prepared = row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Prepare(float* raw, float* room)
    {
        for (var k = 0; k < 2 * Size; k++)
        {
            var to = room + (k * width);
            for (var i = 0; i < Count; i++)
                to[i] = raw[(2 * i * Size) + k];
            for (var i = Count; i < width; i++)
                to[i] = 0f;
        }

        var totals = room + (3 * Block);
        for (var i = 0; i < width; i += V.Count)
        {
            var total = V.Zero;
            for (var d = 0; d < Size; d++)
            {
                var at = room + (d * width) + i;
                var logScale = V.Load(at + Block);
                var constant = -logScale - V.All(NormalRow<V>.HalfLogTwoPi);
                V.Store(at + Block, Elementary.Exp(-logScale));
                V.Store(at + (2 * Block), constant);
                total += constant;
            }

            V.Store(totals + i, total);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Values(float* room, float* x, float* mask, float* results)
    {
        for (var i = 0; i < width; i += V.Count)
        {
            var sum = mask is null ? V.Load(room + (3 * Block) + i) : V.Zero;
            for (var d = 0; d < Size; d++)
            {
                if (mask is not null && !(mask[d] > 0f))
                    continue;
                var at = room + (d * width) + i;
                var z = (V.All(x[d]) - V.Load(at)) * V.Load(at + Block);
                sum = V.MultiplyAdd(V.All(-0.5f) * z, z, mask is null ? sum : sum + V.Load(at + (2 * Block)));
            }

            V.Store(results + i, sum, Math.Min(Count - i, V.Count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Give(float* room, float* x, float* mask, float* weights, float* pending, float* toX)
    {
        for (var i = 0; i < width; i += V.Count)
        {
            var weight = V.Load(weights + i, Math.Min(Count - i, V.Count));
            var without = V.Equal(weight, V.Zero);
            for (var d = 0; d < Size; d++)
            {
                if (mask is not null && !(mask[d] > 0f))
                    continue;
                var at = room + (d * width) + i;
                var inverse = V.Load(at + Block);
                var z = (V.All(x[d]) - V.Load(at)) * inverse;
                var byMean = V.Select(without, V.Zero, weight * (z * inverse));
                if (pending is not null)
                {
                    var to = pending + (d * width) + i;
                    V.Store(to, V.Load(to) + byMean);
                    V.Store(to + Block, V.Load(to + Block) + V.Select(without, V.Zero, weight * V.MultiplyAdd(z, z, V.All(-1f))));
                }

                if (toX is not null)
                    toX[d] -= V.Sum(byMean);
            }
        }
    }
}
