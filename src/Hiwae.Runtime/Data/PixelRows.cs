using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hiwae.Native;
using Hiwae.Randomness;

namespace Hiwae.Data;

/// <summary>Some images of many in one pass over them: as intensities, or as zeros and ones drawn with those as probabilities.</summary>
internal static unsafe class PixelRows
{
    // Random numbers that stay in the nearest cache until they are compared.
    private const int Some = 1024;

    /// <summary>Whether pixels, rows and noise are such as one pass takes: on the CPU, without gaps, and of the types that are usual.</summary>
    /// <param name="pixels">[images, size], as in <see cref="FieldKind.Pixels"/>.</param>
    /// <param name="rows">The numbers of the images; null for all of them.</param>
    /// <param name="noise">The source of random numbers for zeros and ones; null for intensities.</param>
    public static bool Take(Tensor pixels, Tensor? rows, Noise? noise) =>
        pixels is { dtype: ScalarType.Float32 or ScalarType.Byte, device_type: DeviceType.CPU } && pixels.dim() == 2 && pixels.is_contiguous()
        && (rows is null || (rows is { dtype: ScalarType.Int64, device_type: DeviceType.CPU } && rows.dim() == 1 && rows.is_contiguous()))
        && noise is null or CounterNoise { DType: ScalarType.Float32, Device.type: DeviceType.CPU };

    /// <summary>[rows, size], 32-bit floats.</summary>
    /// <inheritdoc cref="Take"/>
    /// <exception cref="ArgumentOutOfRangeException">There is no image of such a number.</exception>
    public static Tensor Of(Tensor pixels, Tensor? rows, Noise? noise)
    {
        var (images, size) = (pixels.shape[0], checked((int)pixels.shape[1]));
        var count = rows is null ? images : rows.shape[0];
        var result = empty(count, size, dtype: ScalarType.Float32);
        var counter = noise as CounterNoise;
        var draw = counter?.Reserve() ?? 0;
        var numbers = rows is null ? null : (long*)TensorMemory.Start(rows);
        var isBytes = pixels.dtype == ScalarType.Byte;
        var from = (byte*)TensorMemory.Start(pixels);
        var to = (float*)TensorMemory.Start(result);
        for (long row = 0; row < count; row++, to += size)
        {
            var image = numbers is null ? row : numbers[row];
            if (image < 0 || image >= images)
                throw new ArgumentOutOfRangeException(nameof(rows), $"Image {image} is asked for, but there are {images}; their numbers are from 0 to {images - 1}.");
            var source = from + (image * size * (isBytes ? sizeof(byte) : sizeof(float)));
            if (isBytes)
                Intensities(source, to, size);
            if (counter is not null)
                Binarise(isBytes ? to : (float*)source, to, size, counter, draw, row);
            else if (!isBytes)
                Unsafe.CopyBlockUnaligned(to, source, (uint)size * sizeof(float));
        }

        return result;
    }

    /// <summary>Ones where a random number is below the intensity, elsewhere zeros; they may take the place of the intensities.</summary>
    private static void Binarise(float* intensities, float* to, int size, CounterNoise noise, long draw, long row)
    {
        float* uniform = stackalloc float[Some];
        for (var start = 0; start < size; start += Some)
        {
            var some = Math.Min(Some, size - start);
            noise.Fill(NoiseKind.Uniform, draw, new NoiseRegion(row, 1, start, some, some), uniform);
            Compare(uniform, intensities + start, to + start, some);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compare(float* uniform, float* intensities, float* to, int count)
    {
        var i = 0;
        for (; i <= count - Vector128<float>.Count; i += Vector128<float>.Count)
            (Vector128.LessThan(Vector128.Load(uniform + i), Vector128.Load(intensities + i)) & Vector128<float>.One).Store(to + i);
        for (; i < count; i++)
            to[i] = uniform[i] < intensities[i] ? 1 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Intensities(byte* from, float* to, int count)
    {
        const int Step = 16;
        var white = Vector128.Create((float)FieldValues.White);
        var i = 0;
        for (; i <= count - Step; i += Step)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(from + i));
            Put(low, to + i);
            Put(high, to + i + (Step / 2));
        }

        for (; i < count; i++)
            to[i] = from[i] / (float)FieldValues.White;

        void Put(Vector128<ushort> levels, float* place)
        {
            var (first, second) = Vector128.Widen(levels);
            (Vector128.ConvertToSingle(first.AsInt32()) / white).Store(place);
            (Vector128.ConvertToSingle(second.AsInt32()) / white).Store(place + (Step / 4));
        }
    }
}
