using Hiwae.Compilation.Kernels;

namespace Hiwae.Compilation;

/// <summary>
/// Where the numbers of a phase lie. What is not needed at the same time may share memory: the largest first, each at the first place that is free for as long as it is
/// needed.
/// </summary>
/// <param name="values">The number of values.</param>
/// <param name="operations">The number of operations.</param>
internal sealed class Arena(int values, int operations)
{
    private readonly List<Buffer> buffers = [];

    /// <summary>An arena of nothing.</summary>
    public static Arena Empty { get; } = new(0, 0);

    /// <summary>By value; null where its numbers are elsewhere.</summary>
    public Buffer?[] Values { get; } = new Buffer?[values];

    /// <summary>By value; null where none is wanted.</summary>
    public Buffer?[] Gradients { get; } = new Buffer?[values];

    /// <summary>By operation: what forward leaves for backward; null for nothing.</summary>
    public Buffer?[] Saved { get; } = new Buffer?[operations];

    /// <summary>The number of floats in all.</summary>
    public long Floats { get; private set; }

    /// <summary>Demands a buffer at a moment.</summary>
    /// <param name="table">The values, gradients, or saved numbers.</param>
    /// <param name="index">The index in that table.</param>
    /// <param name="floats">The number of floats.</param>
    /// <param name="moment">The moment.</param>
    public void Needs(Buffer?[] table, int index, long floats, int moment)
    {
        if (table[index] is { } known)
            known.NeededAt(moment);
        else
            buffers.Add(table[index] = new(Memory.Padded(floats), moment));
    }

    /// <summary>Merges the second buffer into the first, which is then needed for as long.</summary>
    public void Share(Buffer first, Buffer second)
    {
        buffers.Remove(second);
        for (var i = 0; i < Gradients.Length; i++)
        {
            if (ReferenceEquals(Gradients[i], second))
                Gradients[i] = first;
        }

        first.NeededAt(second.Last);
    }

    /// <summary>Assigns every buffer its offset.</summary>
    public void Place()
    {
        List<Buffer> placed = [];
        foreach (var buffer in buffers.OrderByDescending(buffer => buffer.Floats))
        {
            long offset = 0;
            foreach (var other in placed.Where(other => other.First <= buffer.Last && buffer.First <= other.Last).OrderBy(other => other.Offset))
            {
                if (other.Offset - offset >= buffer.Floats)
                    break;
                offset = Math.Max(offset, other.Offset + other.Floats);
            }

            buffer.Offset = offset;
            Floats = Math.Max(Floats, offset + buffer.Floats);
            placed.Add(buffer);
        }
    }

    /// <summary>Floats that are needed from one moment to another, both included.</summary>
    internal sealed class Buffer(long floats, int moment)
    {
        public long Floats => floats;

        public int First { get; private set; } = moment;

        public int Last { get; private set; } = moment;

        public long Offset { get; set; }

        public void NeededAt(int other) => (First, Last) = (Math.Min(First, other), Math.Max(Last, other));
    }
}
