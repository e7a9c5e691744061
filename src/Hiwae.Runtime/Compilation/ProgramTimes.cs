using Hiwae.Programs;

namespace Hiwae.Compilation;

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
