using Hiwae.Compilation.Kernels;

namespace Hiwae.Compilation;

/// <summary>
/// Where the numbers of a phase lie. What is not needed at the same time may share memory: the largest first, each at the first place that is free for as long as it is
/// needed.
/// </summary>
/// <param name="values">How many values there are.</param>
/// <param name="operations">How many operations there are.</param>
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

    /// <summary>How much it is all together.</summary>
    public long Floats { get; private set; }

    /// <summary>Says that something is needed at a moment.</summary>
    /// <param name="table">The values, gradients, or saved numbers.</param>
    /// <param name="index">Its place there.</param>
    /// <param name="floats">How much it is.</param>
    /// <param name="moment">When.</param>
    public void Needs(Buffer?[] table, int index, long floats, int moment)
    {
        if (table[index] is { } known)
            known.NeededAt(moment);
        else
            buffers.Add(table[index] = new(Memory.Padded(floats), moment));
    }

    /// <summary>Gives one the place of another, which is needed until then.</summary>
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

    /// <summary>Gives each its place.</summary>
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
