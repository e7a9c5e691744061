namespace Hiwae.Bench.Workers;

/// <summary>A worker's answer: one line of JSON with what the command asked for.</summary>
/// <param name="Bound">The mean bound on the batch, in nats.</param>
/// <param name="Ms">Milliseconds of a repetition.</param>
/// <param name="PeakMemoryMb">The most resident memory so far, in megabytes of 10⁶ bytes.</param>
/// <param name="Threads">Threads of the tensor engine.</param>
/// <param name="Torch">The tensor engine and its version.</param>
/// <param name="Step">The path that steps take; null where there is one way alone.</param>
internal sealed record Reply(double? Bound = null, double? Ms = null, double? PeakMemoryMb = null, int? Threads = null, string? Torch = null, string? Step = null);
