using System.Runtime.InteropServices;

namespace Hiwae.Runtime.Tests;

/// <summary>Floats at a cache line, with what is not a number before and behind them, where nothing may be written.</summary>
internal sealed unsafe class GuardedFloats : IDisposable
{
    private const int Guard = 16;
    private const int Pattern = 0x7fc0dead;

    private readonly float* memory;
    private readonly int count;

    public GuardedFloats(int count, float fill = 0f)
    {
        this.count = count;
        memory = (float*)NativeMemory.AlignedAlloc((nuint)(count + (2 * Guard) + 16) * sizeof(float), 64);
        new Span<int>(memory, count + (2 * Guard)).Fill(Pattern);
        Span.Fill(fill);
    }

    public float* At => memory + Guard;

    public Span<float> Span => new(At, count);

    /// <summary>Fails where something was written before or behind the floats.</summary>
    public void Check()
    {
        var isWhole = new Span<int>(memory, Guard).IndexOfAnyExcept(Pattern) < 0 && new Span<int>(memory + Guard + count, Guard).IndexOfAnyExcept(Pattern) < 0;
        Assert.True(isWhole, $"Something was written outside of {count} floats.");
    }

    public void Dispose() => NativeMemory.AlignedFree(memory);
}
