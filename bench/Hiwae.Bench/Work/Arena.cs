using System.Runtime.InteropServices;

namespace Hiwae.Bench.Work;

/// <summary>Numbers to compute with, in large pages where the system has them to give.</summary>
internal sealed unsafe partial class Arena : IDisposable
{
    private const nuint Page = 2 << 20;
    private const nuint Line = 64;
    private const int AdviseLargePages = 14;

    private readonly Random random = new(1);
    private readonly List<nint> chunks = [];
    private byte* free;
    private nuint left;

    /// <summary>The given number of floats, random between −1 and 1.</summary>
    public float* Numbers(int count)
    {
        var bytes = (((nuint)count * sizeof(float)) + Line - 1) / Line * Line;
        if (bytes > left)
            Grow(bytes);
        var found = free;
        free += bytes;
        left -= bytes;
        foreach (ref var number in new Span<float>(found, count))
            number = (2 * random.NextSingle()) - 1;
        return (float*)found;
    }

    /// <summary>Releases the memory.</summary>
    public void Dispose()
    {
        foreach (var chunk in chunks)
            NativeMemory.AlignedFree((void*)chunk);
        chunks.Clear();
        left = 0;
    }

    private void Grow(nuint least)
    {
        var bytes = (Math.Max(least, 4 * Page) + Page - 1) / Page * Page;
        free = (byte*)NativeMemory.AlignedAlloc(bytes, Page);
        left = bytes;
        chunks.Add((nint)free);
        if (OperatingSystem.IsLinux())
            _ = madvise(free, bytes, AdviseLargePages); // Without them it is as well, only slower.
    }

    [LibraryImport("libc")]
    private static partial int madvise(void* address, nuint length, int advice);
}
