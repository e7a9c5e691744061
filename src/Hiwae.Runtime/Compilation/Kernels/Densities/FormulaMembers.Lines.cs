using System.Runtime.CompilerServices;

namespace Hiwae.Compilation.Kernels;

// Passes over a line, or over the lines of a tile, between the formulas.
internal sealed unsafe partial class FormulaMembers<V>
{
    private static void AddFew(float* to, float* from, int count)
    {
        for (var i = 0; i < count; i++)
            to[i] += from[i];
    }

    private static void SumFew(float* x, int lines, int size, float* sums)
    {
        for (var line = 0; line < lines; line++, x += size)
        {
            var sum = x[0];
            for (var i = 1; i < size; i++)
                sum += x[i];
            sums[line] = sum;
        }
    }

    // Each number as often as a line has values.
    private static void Spread(float* numbers, int lines, int size, float* to)
    {
        for (var line = 0; line < lines; line++, to += size)
        {
            for (var i = 0; i < size; i++)
                to[i] = numbers[line];
        }
    }

    // Without weight a slope counts nothing, however extreme it is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Weigh(float* slopes, float* weights, int count)
    {
        for (var i = 0; i < count; i += V.Count)
        {
            V weight = Vectors.Load<V>(weights + i, count - i), slope = Vectors.Load<V>(slopes + i, count - i);
            Vectors.Store(slopes + i, V.Select(V.Equal(weight, V.Zero), V.Zero, weight * slope), count - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Sum(float* x, float* mask, int size)
    {
        if (mask is null)
            return Floats.Sum<V>(x, size);
        var sum = V.Zero;
        for (var i = 0; i < size; i += V.Count)
            sum += V.And(V.Less(V.Zero, Vectors.Load<V>(mask + i, size - i)), Vectors.Load<V>(x + i, size - i));
        return V.Sum(sum);
    }

    // Without weight a line is passed over, however extreme its slopes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Give(float* to, float* slopes, float* mask, float weight, int size, bool adds)
    {
        if (weight == 0f)
        {
            if (!adds)
                Floats.Clear(to, size);
            return;
        }

        var all = V.All(weight);
        for (var i = 0; i < size; i += V.Count)
        {
            var part = all * Vectors.Load<V>(slopes + i, size - i);
            if (mask is not null)
                part = V.And(V.Less(V.Zero, Vectors.Load<V>(mask + i, size - i)), part);
            Vectors.Store(to + i, adds ? Vectors.Load<V>(to + i, size - i) + part : part, size - i);
        }
    }
}
