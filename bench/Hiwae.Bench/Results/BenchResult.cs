namespace Hiwae.Bench.Results;

/// <summary>A whole run.</summary>
/// <param name="Workloads">In order.</param>
/// <param name="Rounds">How many rounds the medians are over.</param>
/// <param name="Machine">Processor and memory.</param>
/// <param name="Sides">What each side runs on.</param>
/// <param name="FloorBy">The library that makes the floor's matrix products.</param>
/// <param name="Removed">Variables that were set and that no worker saw.</param>
internal sealed record BenchResult(
    IReadOnlyList<WorkloadResult> Workloads,
    int Rounds,
    MachineFacts Machine,
    Each<SideFacts> Sides,
    string? FloorBy,
    IReadOnlyList<string> Removed);
