using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;

namespace Hiwae.Distributed;

/// <summary>
/// Memory of all ranks of one machine, in which each has a part of the same size. They add it up in place: each a slice of the numbers, which it reads in all parts and writes to all, so that nothing is sent, and the sum is the same
/// on all, in the order of the ranks.
/// </summary>
/// <param name="parts">Where this process sees each rank's part.</param>
/// <param name="rank">This one's rank.</param>
/// <param name="bytes">The size of a part.</param>
/// <param name="meet">Waits for all ranks.</param>
internal sealed unsafe class SharedMemory(ImmutableArray<nint> parts, int rank, long bytes, Action meet)
{
    // What ranks write beside one another shares no line of the cache.
    private const int Line = 64;

    /// <summary>The first numbers of this rank's part.</summary>
    /// <param name="count">How many; no more than there is room for.</param>
    public Memory<T> Own<T>(int count) where T : unmanaged => new Part<T>(parts[rank], count).Memory;

    /// <summary>Whether numbers lie in this rank's part.</summary>
    public bool Has<T>(Span<T> values) where T : unmanaged
    {
        fixed (T* start = values)
            return !values.IsEmpty && (nint)start >= parts[rank] && (nint)start < parts[rank] + bytes;
    }

    /// <summary>Puts the sum over all ranks in the place of each number.</summary>
    /// <param name="values">Numbers of this rank's part; on all ranks those of the same place.</param>
    public void Sum<T>(Span<T> values) where T : unmanaged, INumber<T>
    {
        fixed (T* start = values)
        {
            var offset = (nint)start - parts[rank];
            var places = stackalloc T*[parts.Length];
            for (var i = 0; i < parts.Length; i++)
                places[i] = (T*)(parts[i] + offset);
            Meet(); // All have written what is to be added.
            Add(places, Slice<T>(values.Length, rank), Slice<T>(values.Length, rank + 1));
            Meet(); // All have written what they have added.
        }
    }

    private void Meet()
    {
        Interlocked.MemoryBarrier();
        meet();
        Interlocked.MemoryBarrier();
    }

    /// <summary>Where a rank's slice begins.</summary>
    private int Slice<T>(int count, int index) where T : unmanaged
    {
        var numbers = Line / sizeof(T);
        var lines = ((long)count + numbers - 1) / numbers;
        return (int)Math.Min(count, lines * index / parts.Length * numbers);
    }

    private void Add<T>(T** places, int first, int end) where T : unmanaged, INumber<T>
    {
        var i = first;
        for (; i <= end - Vector<T>.Count; i += Vector<T>.Count)
        {
            var sum = Vector.Load(places[0] + i);
            for (var part = 1; part < parts.Length; part++)
                sum += Vector.Load(places[part] + i);
            for (var part = 0; part < parts.Length; part++)
                sum.Store(places[part] + i);
        }

        for (; i < end; i++)
        {
            var sum = places[0][i];
            for (var part = 1; part < parts.Length; part++)
                sum += places[part][i];
            for (var part = 0; part < parts.Length; part++)
                places[part][i] = sum;
        }
    }

    /// <summary>A rank's part as what .NET calls memory. It stays where it is.</summary>
    private sealed class Part<T>(nint start, int count) : MemoryManager<T> where T : unmanaged
    {
        public override Span<T> GetSpan() => new((T*)start, count);

        public override MemoryHandle Pin(int elementIndex = 0) => new((T*)start + elementIndex);

        public override void Unpin()
        {
            // It is never moved.
        }

        protected override void Dispose(bool disposing)
        {
            // It is the communicator's.
        }
    }
}
