using System.Runtime.CompilerServices;
using Hiwae.Compilation.Kernels;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Training;

/// <summary>Updates of consecutive floats of parameters and gradients after a gradient is known.</summary>
internal static unsafe class ParameterUpdates
{
    // So many vectors are squared and added before their sum goes on in 64 bits.
    private const int Tile = 64;

    /// <summary>A step of Adam.</summary>
    /// <param name="slice">The numbers.</param>
    /// <param name="rule">The numbers that are the same for all parameters.</param>
    /// <returns>Whether all gradients were finite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Adam<V>(AdamSlice slice, AdamRule rule) where V : struct, ILanes<V>
    {
        var (decay, rest, squareDecay, squareRest) = (V.All(rule.Beta1), V.All(rule.Rest1), V.All(rule.Beta2), V.All(rule.Rest2));
        var (rate, correction, eps) = (V.All(slice.Rate), V.All(slice.Correction), V.All(rule.Eps));
        var zeros = V.Zero;
        for (long i = 0; i < slice.Count; i += V.Count)
        {
            var left = (int)Math.Min(V.Count, slice.Count - i);
            var gradient = Vectors.Load<V>(slice.Gradients + i, left);

            // Zero times what is not finite is not a number, and stays so.
            zeros = V.MultiplyAdd(gradient, V.Zero, zeros);
            var mean = V.MultiplyAdd(rest, gradient, decay * Vectors.Load<V>(slice.Means + i, left));
            var square = V.MultiplyAdd(squareRest * gradient, gradient, squareDecay * Vectors.Load<V>(slice.Squares + i, left));
            Vectors.Store(slice.Means + i, mean, left);
            Vectors.Store(slice.Squares + i, square, left);
            if (slice.Largest is not null)
            {
                // What is not a number stays so, on either side.
                var before = Vectors.Load<V>(slice.Largest + i, left);
                square = V.Select(V.Equal(before, before), V.Select(V.LessOrEqual(square, before), before, square), before);
                Vectors.Store(slice.Largest + i, square, left);
            }

            var step = rate * mean / V.MultiplyAdd(V.Sqrt(square), correction, eps);
            Vectors.Store(slice.Values + i, Vectors.Load<V>(slice.Values + i, left) + step, left);
        }

        return V.Sum(zeros) == 0;
    }

    /// <summary>The sum of squares, in parts that do not depend on who else adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares<V>(float* numbers, long count) where V : struct, ILanes<V>
    {
        var total = 0.0;
        for (long start = 0; start < count; start += Tile * V.Count)
        {
            var some = (int)Math.Min(Tile * V.Count, count - start);
            var from = numbers + start;
            var sum = V.Zero;
            for (var i = 0; i < some; i += V.Count)
            {
                var part = Vectors.Load<V>(from + i, some - i);
                sum = V.MultiplyAdd(part, part, sum);
            }

            // Where squares leave the range of floats, in doubles.
            var found = V.Sum(sum);
            total += found is > 1e-20f and < float.PositiveInfinity ? found : Precisely(from, some);
        }

        return total;
    }

    /// <summary>Multiplies numbers with a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<V>(float* numbers, float factor, long count) where V : struct, ILanes<V>
    {
        var by = V.All(factor);
        for (long i = 0; i < count; i += V.Count)
        {
            var left = (int)Math.Min(V.Count, count - i);
            Vectors.Store(numbers + i, by * Vectors.Load<V>(numbers + i, left), left);
        }
    }

    private static double Precisely(float* numbers, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            sum += (double)numbers[i] * numbers[i];
        return sum;
    }
}
