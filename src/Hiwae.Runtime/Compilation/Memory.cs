using System.Runtime.InteropServices;

namespace Hiwae.Compilation;

/// <summary>Floats at a cache line's start, kept until more are needed; what is in them is lost then.</summary>
internal sealed unsafe class Memory : IDisposable
{
    // So much may be read, not written, behind what was asked for.
    private const int Behind = 16;

    private long floats = -1;

    /// <summary>Where they are.</summary>
    public float* Start { get; private set; }

    /// <summary>So many floats.</summary>
    public float* Reserve(long wanted)
    {
        if (wanted > floats)
        {
            Dispose();
            Start = (float*)NativeMemory.AlignedAlloc((nuint)((Arena.Padded(wanted) + Behind) * sizeof(float)), 64);
            floats = wanted;
            GC.AddMemoryPressure(floats * sizeof(float) + 1);
        }

        return Start;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what nobody disposed of.</summary>
    ~Memory() => Release();

    private void Release()
    {
        if (Start is null)
            return;
        NativeMemory.AlignedFree(Start);
        GC.RemoveMemoryPressure(floats * sizeof(float) + 1);
        Start = null;
        floats = -1;
    }
}
