using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>Random numbers of one value of a program, for any of its rows.</summary>
/// <param name="firstRow">The first of the rows that there are for all data of the run.</param>
/// <param name="rows">How many.</param>
/// <param name="to">[rows, columns].</param>
internal unsafe delegate void FillRows(long firstRow, int rows, float* to);

/// <summary>What a run is given. The caller keeps the tensors behind the addresses alive.</summary>
internal sealed unsafe class Run
{
    /// <summary>By parameter of the program.</summary>
    public required nint[] Parameters { get; init; }

    /// <summary>By parameter: where its gradient goes, overwritten; zero where none is wanted. Empty where no gradients are.</summary>
    public required nint[] Gradients { get; init; }

    /// <summary>By place in the observation: [data, columns]; zero for what is not read.</summary>
    public required nint[] Data { get; init; }

    /// <summary>By value: its random numbers; null for what is not random.</summary>
    public required FillRows?[] Randoms { get; init; }

    /// <summary>The number of data.</summary>
    public required int Batch { get; init; }

    /// <summary>For each datum.</summary>
    public required int Groups { get; init; }

    /// <summary>K, for each group.</summary>
    public required int Samples { get; init; }

    /// <summary>Gradients are those of scale · Σ log ŵ.</summary>
    public required float Scale { get; init; }

    /// <summary>What everything but the observed terms of the log weights is multiplied with.</summary>
    public required float Temperature { get; init; }

    /// <summary>Receives log ŵ, [batch · groups], in nats.</summary>
    public required float* Estimates { get; init; }

    /// <summary>How many parts the data are divided in, each for a thread.</summary>
    public required int Parts { get; init; }

    /// <summary>Whether gradients are wanted.</summary>
    public bool HasBackward => Gradients.Length > 0;
}

/// <summary>Where the time of a compiled program's runs went, in nanoseconds.</summary>
/// <param name="Operations">By operation.</param>
/// <param name="Summing">Adding up what the threads found for the gradients.</param>
/// <param name="Waiting">Threads that were done, waiting for others; summed over threads.</param>
/// <param name="Whole">From the start to the end of the runs.</param>
public sealed record ProgramTimes(ImmutableArray<OperationTime> Operations, double Summing, double Waiting, double Whole);

/// <summary>The time of one operation, in nanoseconds, summed over threads.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Forward">What it took to compute its output.</param>
/// <param name="Backward">What it took to compute the gradients of its inputs.</param>
public sealed record OperationTime(Operation Operation, double Forward, double Backward);
