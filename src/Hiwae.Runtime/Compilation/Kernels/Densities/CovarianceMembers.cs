using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Normal vectors v = μ + σ ∘ t with correlated t: −½ tᵀ C⁻¹ t − ½ log|C| − Σ log σ − (n/2) log 2π. Raw parameters are μ, the numbers of the correlation,
/// and log σ. With w = C⁻¹ t the slopes are w/σ by μ, w t − 1 by log σ,
/// −w/σ by x.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="count">The number of members.</param>
/// <param name="correlation">How t is made of noise.</param>
internal sealed unsafe class CovarianceMembers<V>(int count, Correlation<V> correlation) : Members<V>(count, correlation.Size) where V : struct, ILanes<V>
{
    // Of each member: 1/σ, what the correlation prepares, and the constant of the log-density.
    private int Stride { get; } = Even(correlation.Size) + Even(correlation.RoomFloats) + 2;

    private int Behind => Even(Size);

    /// <summary>The number of raw parameters of a member.</summary>
    public int Length => (2 * Size) + correlation.Length;

    /// <inheritdoc/>
    /// <remarks>The members, and behind them t, w, slopes, and noises.</remarks>
    public override long RoomFloats(int rawRows) => ((long)Count * Stride) + (3L * Behind) + Even(correlation.Noises);

    /// <inheritdoc/>
    public override void Values(ref MemberPass pass, int from, int to, float* results)
    {
        float* t = pass.Room + ((nint)Count * Stride), noise = t + (3 * Behind);
        for (var r = from; r < to; r++, results += Count)
        {
            Prepare(ref pass, r, hasSlopes: false);
            float* x = pass.X(r), raw = pass.Raw(r), member = pass.Room;
            for (var i = 0; i < Count; i++, member += Stride, raw += Length)
            {
                Scaled(raw, member, x, Size, t);
                var value = member[Stride - 1] - (0.5f * correlation.Invert(raw + Size, member + Even(Size), t, noise, null));

                // Where products overflow, so does the square.
                results[i] = float.IsNaN(value) && !float.IsNaN(Floats.Sum<V>(x, Size) + Floats.Sum<V>(raw, Length)) ? float.NegativeInfinity : value;
            }
        }
    }

    /// <inheritdoc/>
    public override void Give(ref MemberPass pass, int from, int to, float* weights)
    {
        float* t = pass.Room + ((nint)Count * Stride), w = t + Behind, slopes = w + Behind, noise = slopes + Behind;
        for (var r = from; r < to; r++, weights += Count)
        {
            Overwrite(pass, r);
            float* toRaw = pass.RawGradient(r), toX = pass.XGradient(r);
            if (Count == 1 && weights[0] == 0f)
            {
                if (toRaw is not null && !pass.Adds.Raw)
                    Floats.Clear(toRaw, Length);
                continue;
            }

            Prepare(ref pass, r, hasSlopes: true);
            float* x = pass.X(r), raw = pass.Raw(r), member = pass.Room;
            for (var i = 0; i < Count; i++, member += Stride, raw += Length, toRaw = toRaw is null ? null : toRaw + Length)
            {
                if (weights[i] == 0f)
                    continue;
                Scaled(raw, member, x, Size, t);
                correlation.Invert(raw + Size, member + Even(Size), t, noise, w);

                // Raw parameters have been read: their gradient may lie over them.
                Floats.Scale<V>(slopes, weights[i], w, Size);
                if (toRaw is not null)
                {
                    correlation.Give(slopes, noise, toRaw + Size, pass.Adds.Raw);
                    correlation.GiveConstant(member + Even(Size), weights[i], toRaw + Size);
                }

                Give(member, t, slopes, Size, weights[i], toRaw, toRaw + Size + correlation.Length, toX, pass.Adds.Raw);
            }
        }
    }

    /// <summary>Adds to the gradient of a member's raw parameters what moves a row's values as they would be drawn from it: the products of slopes by
    /// value, velocities and a weight.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="row">The row of the operation.</param>
    /// <param name="at">The member.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">The slopes by value.</param>
    public void Move(ref MemberPass pass, int row, int at, float weight, float* gradient)
    {
        Prepare(ref pass, row, hasSlopes: false);
        float* member = pass.Room + ((nint)at * Stride), t = pass.Room + ((nint)Count * Stride), slopes = t + Behind, noise = slopes + (2 * Behind);
        float* raw = pass.Raw(row) + ((nint)at * Length), to = pass.RawGradient(row) + ((nint)at * Length);
        Scaled(raw, member, pass.X(row), Size, t);

        // Another vector: what is left of t is not t.
        Floats.Copy(slopes, t, Size);
        correlation.Invert(raw + Size, member + Even(Size), slopes, noise, null);
        Move(member, t, gradient, Size, weight, slopes, to, to + Size + correlation.Length);
        correlation.Give(slopes, noise, to + Size, adds: true);
    }

    private static int Even(int floats) => floats + (floats & 1);

    private void Prepare(ref MemberPass pass, int row, bool hasSlopes)
    {
        if (!pass.IsStale(row))
            return;
        float* raw = pass.Raw(row), member = pass.Room;
        for (var i = 0; i < Count; i++, raw += Length, member += Stride)
        {
            var logScale = raw + Size + correlation.Length;
            Inverses(logScale, Size, member);
            member[Stride - 1] = -correlation.Prepare(raw + Size, member + Even(Size), hasSlopes) - Floats.Sum<V>(logScale, Size) - (Size * NormalRow<V>.HalfLogTwoPi);
        }

        pass.Prepared = row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Inverses(float* logScale, int size, float* inverses)
    {
        for (var j = 0; j < size; j += V.Count)
            Vectors.Store(inverses + j, Elementary.Exp(-Vectors.Load<V>(logScale + j, size - j)), size - j);
    }

    // t.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scaled(float* mean, float* inverses, float* x, int size, float* t)
    {
        for (var j = 0; j < size; j += V.Count)
        {
            var left = size - j;
            Vectors.Store(t + j, (Vectors.Load<V>(x + j, left) - Vectors.Load<V>(mean + j, left)) * Vectors.Load<V>(inverses + j, left), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Give(float* inverses, float* t, float* slopes, int size, float weight, float* toMean, float* toLogScale, float* toX, bool adds)
    {
        var all = V.All(weight);
        for (var j = 0; j < size; j += V.Count)
        {
            var left = size - j;
            var slope = Vectors.Load<V>(slopes + j, left);
            var byMean = slope * Vectors.Load<V>(inverses + j, left);
            if (toMean is not null)
            {
                var byLogScale = (slope * Vectors.Load<V>(t + j, left)) - all;
                Vectors.Store(toMean + j, adds ? Vectors.Load<V>(toMean + j, left) + byMean : byMean, left);
                Vectors.Store(toLogScale + j, adds ? Vectors.Load<V>(toLogScale + j, left) + byLogScale : byLogScale, left);
            }

            if (toX is not null)
                Vectors.Store(toX + j, Vectors.Load<V>(toX + j, left) - byMean, left);
        }
    }

    // Slopes by t, which are those by value times σ, and what moves means and logarithms of scales.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move(float* inverses, float* t, float* gradient, int size, float weight, float* slopes, float* toMean, float* toLogScale)
    {
        var all = V.All(weight);
        for (var j = 0; j < size; j += V.Count)
        {
            var left = size - j;
            var byMean = all * Vectors.Load<V>(gradient + j, left);
            var slope = byMean / Vectors.Load<V>(inverses + j, left);
            Vectors.Store(slopes + j, slope, left);
            Vectors.Store(toMean + j, Vectors.Load<V>(toMean + j, left) + byMean, left);
            Vectors.Store(toLogScale + j, V.MultiplyAdd(slope, Vectors.Load<V>(t + j, left), Vectors.Load<V>(toLogScale + j, left)), left);
        }
    }
}
