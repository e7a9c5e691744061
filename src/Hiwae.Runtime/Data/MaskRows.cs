using System.Numerics;
using System.Runtime.CompilerServices;
using Hiwae.Native;
using Hiwae.Randomness;

namespace Hiwae.Data;

/// <summary>
/// Masks that belong to images: which values of an image are missing depends on a seed, on the fraction that is missing, and on the number of the image, on nothing
/// else. So nothing of them is stored, and every pass over the data has the same.
/// </summary>
internal static unsafe class MaskRows
{
    /// <summary>[rows, size], 32-bit floats: 1 where a value is there, 0 where it is missing.</summary>
    /// <param name="first">The number, in the whole data set, of the first image of the split.</param>
    /// <param name="rows">The numbers of images in the split, 64-bit integers; null for all of them.</param>
    /// <param name="count">The number of images of the split.</param>
    /// <param name="size">The number of values of an image that the mask speaks of.</param>
    /// <param name="missing">The fraction that is missing.</param>
    /// <param name="seed">The seed.</param>
    public static Tensor Of(long first, Tensor? rows, long count, int size, double missing, long seed)
    {
        using var scope = NewDisposeScope();
        var numbers = rows?.cpu().contiguous();
        var result = empty(numbers?.shape[0] ?? count, size, dtype: ScalarType.Float32);
        if (result.numel() == 0)
            return result.MoveToOuterDisposeScope();
        var noise = new CounterNoise(seed);
        var to = (float*)TensorMemory.Start(result);
        if (numbers is null)
        {
            noise.Fill(NoiseKind.Uniform, 0, first, count, size, to);
        }
        else
        {
            var places = (long*)TensorMemory.Start(numbers);
            for (long row = 0; row < numbers.shape[0]; row++)
                noise.Fill(NoiseKind.Uniform, 0, first + places[row], 1, size, to + (row * size));
        }

        Compare(to, result.numel(), (float)missing);
        return result.MoveToOuterDisposeScope();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare(float* values, long count, float missing)
    {
        var (limit, zero, one) = (new Vector<float>(missing), Vector<float>.Zero, Vector<float>.One);
        long i = 0;
        for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            Vector.ConditionalSelect(Vector.LessThan(Vector.Load(values + i), limit), zero, one).Store(values + i);
        for (; i < count; i++)
            values[i] = values[i] < missing ? 0 : 1;
    }
}
