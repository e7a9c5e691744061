using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>Random numbers of one value of a program, for any of its rows.</summary>
/// <param name="firstRow">The first of the rows that there are for all data of the run.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="to">[rows, columns].</param>
internal unsafe delegate void FillRows(long firstRow, int rows, float* to);

/// <summary>Takes the gradient by one value of a program, for any of its rows.</summary>
/// <param name="firstRow">The first of the rows that there are for all data of the run.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="from">[rows, columns].</param>
internal unsafe delegate void TakeRows(long firstRow, int rows, float* from);

/// <summary>The inputs of a run. The caller keeps the tensors behind the addresses alive.</summary>
internal sealed unsafe class Run
{
    /// <summary>By parameter of the program.</summary>
    public required nint[] Parameters { get; init; }

    /// <summary>By parameter: where its gradient goes, overwritten; zero where none is wanted. Empty where no gradients are.</summary>
    public required nint[] Gradients { get; init; }

    /// <summary>By place in the observation: [data, columns]; zero for what is not read.</summary>
    public required nint[] Data { get; init; }

    /// <summary>By value: its random numbers, or the latent values that are given; null for what is neither.</summary>
    public required FillRows?[] Randoms { get; init; }

    /// <summary>By value: what takes the gradient by a given latent value; empty where none is asked for.</summary>
    public TakeRows?[] Latents { get; init; } = [];

    /// <summary>The number of data.</summary>
    public required int Batch { get; init; }

    /// <summary>The number of groups of each datum.</summary>
    public required int Groups { get; init; }

    /// <summary>K, the number of proposals of each group.</summary>
    public required int Samples { get; init; }

    /// <summary>K of the whole group, of which <see cref="Samples"/> may be a part.</summary>
    public required int AllSamples { get; init; }

    /// <summary>The factor of Σ log ŵ before it is differentiated; of log p(x, z), that of its observed terms.</summary>
    public required float Scale { get; init; }

    /// <summary>The factor of all terms of the log weights but the observed ones.</summary>
    public required float Temperature { get; init; }

    /// <summary>α of the powers of the weights; 0 for log ŵ.</summary>
    public required float Alpha { get; init; }

    /// <summary>The address that receives log ŵ, [batch · groups], or the parts of log p(x, z), [batch · groups, 2], in nats.</summary>
    public required float* Estimates { get; init; }

    /// <summary>The number of parts of the data, each for a thread.</summary>
    public required int Parts { get; init; }

    /// <summary>The slices of the proposals of a group.</summary>
    public required Slices Slices { get; init; }

    /// <summary>Adds what others have to the sums of the weights of every group, of which this run has a part of the proposals: given the logarithms of its own, by group, it leaves those of the whole. Null where the run has all.</summary>
    public Action<double[]>? AddOthers { get; init; }

    /// <summary>Watches over the run; nobody does where null.</summary>
    public StepWatch? Watch { get; init; }

    /// <summary>Whether threads share the slices of every group instead of the data, of which there are fewer than threads.</summary>
    public bool SharesSlices => Parts > Batch;

    /// <summary>Whether the proposals of a group go through the model by themselves, first for the sums and then for the gradient.</summary>
    public bool IsSliced => Slices.Count > 1 || AddOthers is not null;

    /// <summary>Whether gradients are wanted.</summary>
    public bool HasBackward => Gradients.Length > 0 || Latents.Length > 0;
}

/// <summary>The times of a compiled program's runs, in nanoseconds.</summary>
/// <param name="Operations">The times of the operations, in their order.</param>
/// <param name="Summing">The time of adding up the threads' gradients.</param>
/// <param name="Waiting">The time of threads that were done and waited for others, summed over threads.</param>
/// <param name="Whole">The time from the start to the end of the runs.</param>
public sealed record ProgramTimes(ImmutableArray<OperationTime> Operations, double Summing, double Waiting, double Whole);

/// <summary>The time of one operation, in nanoseconds, summed over threads.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Forward">The time of computing its output.</param>
/// <param name="Backward">The time of computing the gradients of its inputs.</param>
public sealed record OperationTime(Operation Operation, double Forward, double Backward);
