namespace Hiwae.Communication;

/// <summary>
/// What the processes that train a model together say to one another, in the terms of MPI. All of them call the same members in the same order, with spans of the same lengths, from one thread at a time; each call returns
/// when it has what it needs of all others. What a call leaves in the spans is the same on every rank, to the last bit.
/// </summary>
public interface ICommunicator
{
    /// <summary>This process's number, from 0.</summary>
    int Rank { get; }

    /// <summary>The number of processes.</summary>
    int Size { get; }

    /// <summary>Puts the sum over all ranks in the place of each number.</summary>
    /// <param name="values">This rank's.</param>
    void AllReduceSum(Span<float> values);

    /// <inheritdoc cref="AllReduceSum(Span{float})"/>
    void AllReduceSum(Span<double> values);

    /// <summary>Puts the greatest over all ranks in the place of each number.</summary>
    /// <param name="values">This rank's; none is NaN, of which ranks may make different things.</param>
    void AllReduceMax(Span<double> values);

    /// <summary>Puts a rank's bytes in the place of all others'.</summary>
    /// <param name="values">What that rank sends, and the others receive.</param>
    /// <param name="root">The rank that sends.</param>
    void Broadcast(Span<byte> values, int root = 0);

    /// <summary>Memory for numbers that are summed again and again: ranks of one machine may add it up in place, without messages. All ranks call it with the same number.</summary>
    /// <param name="count">How many numbers.</param>
    /// <returns>Zeros, which stay where they are, and last as long as the communicator does. Sums of it, or of the same part of it on all ranks, are asked for as those of any other memory.</returns>
    Memory<T> Allocate<T>(int count) where T : unmanaged => GC.AllocateArray<T>(count, pinned: true);

    /// <summary>Waits until all ranks have called it.</summary>
    void Barrier();
}
