using System.Runtime.InteropServices;

namespace Hiwae.Compilation.Kernels;

/// <summary>Floats at a cache line's start, kept until more are needed; what is in them is lost then.</summary>
internal sealed unsafe class Memory : IDisposable
{
    // Floats behind those asked for that may be read, not written.
    private const int Behind = 16;

    // A cache line of floats.
    private const int Line = 16;

    private long floats = -1;

    /// <summary>No room yet.</summary>
    public Memory()
    {
    }

    /// <summary>Room for a number of floats.</summary>
    public Memory(long floats) => Reserve(floats);

    /// <summary>The address of the first float.</summary>
    public float* Start { get; private set; }

    /// <summary>A number of floats, rounded up to whole cache lines.</summary>
    public static long Padded(long floats) => (floats + Line - 1) / Line * Line;

    /// <summary>Room for a number of floats.</summary>
    public float* Reserve(long wanted)
    {
        if (wanted > floats)
        {
            Release();
            Start = (float*)NativeMemory.AlignedAlloc((nuint)((Padded(wanted) + Behind) * sizeof(float)), 64);
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

/// <summary>Addresses of floats, at an address of their own.</summary>
/// <param name="count">The number of addresses.</param>
internal sealed unsafe class PointerTable(int count) : IDisposable
{
    /// <summary>The address of the first.</summary>
    public float** Start { get; private set; } = (float**)NativeMemory.AllocZeroed((nuint)Math.Max(1, count), (nuint)sizeof(float*));

    /// <summary>The address at an index.</summary>
    public float* this[int index]
    {
        get => Start[index];
        set => Start[index] = value;
    }

    /// <summary>Sets all to null.</summary>
    public void Clear() => new Span<nint>(Start, count).Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what nobody disposed of.</summary>
    ~PointerTable() => Release();

    private void Release()
    {
        NativeMemory.Free(Start);
        Start = null;
    }
}
