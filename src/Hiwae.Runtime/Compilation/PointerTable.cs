using System.Runtime.InteropServices;

namespace Hiwae.Compilation;

/// <summary>Addresses of floats, at an address of their own.</summary>
/// <param name="count">How many.</param>
internal sealed unsafe class PointerTable(int count) : IDisposable
{
    /// <summary>The first.</summary>
    public float** Start { get; private set; } = (float**)NativeMemory.AllocZeroed((nuint)Math.Max(1, count), (nuint)sizeof(float*));

    /// <summary>One of them.</summary>
    public float* this[int index]
    {
        get => Start[index];
        set => Start[index] = value;
    }

    /// <summary>Makes all null.</summary>
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
