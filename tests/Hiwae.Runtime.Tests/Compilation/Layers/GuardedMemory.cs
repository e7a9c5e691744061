using System.Runtime.InteropServices;

namespace Hiwae.Runtime.Tests;

/// <summary>Floats outside of the collected heap, between others that are not numbers and must stay as they are.</summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    private const int Guard = 32;
    private const int GuardBits = 0x7fc0dead;

    private readonly List<(nint At, int Count)> pieces = [];

    /// <summary>As many floats as there are numbers; the first at a cache line.</summary>
    public float* Take(ReadOnlySpan<float> numbers)
    {
        var floats = numbers.Length + (2 * Guard);
        var piece = (float*)NativeMemory.AlignedAlloc((nuint)floats * sizeof(float), 64);
        new Span<float>(piece, floats).Fill(BitConverter.Int32BitsToSingle(GuardBits));
        numbers.CopyTo(new Span<float>(piece + Guard, numbers.Length));
        pieces.Add(((nint)piece, floats));
        return piece + Guard;
    }

    /// <summary>So many floats that are not numbers.</summary>
    public float* Take(long count)
    {
        var unknown = new float[count];
        Array.Fill(unknown, float.NaN);
        return Take(unknown);
    }

    public int* Take(int[] numbers) => (int*)Take(MemoryMarshal.Cast<int, float>(numbers));

    public void CheckGuards()
    {
        foreach (var (at, count) in pieces)
        {
            var bits = new ReadOnlySpan<int>((void*)at, count);
            Assert.True(bits[..Guard].IndexOfAnyExcept(GuardBits) < 0, "Something was written before memory of its own.");
            Assert.True(bits[^Guard..].IndexOfAnyExcept(GuardBits) < 0, "Something was written behind memory of its own.");
        }
    }

    public void Dispose()
    {
        foreach (var (at, _) in pieces)
            NativeMemory.AlignedFree((void*)at);
        pieces.Clear();
    }
}
