namespace Hiwae.Bench.Results;

/// <summary>A whole run.</summary>
/// <param name="Workloads">In order.</param>
/// <param name="Rounds">How many rounds the medians are over.</param>
/// <param name="Threads">Threads of every side.</param>
/// <param name="Machine">Processor and memory.</param>
/// <param name="Sides">What each side runs on.</param>
/// <param name="FloorBy">What makes the floor's matrix products; null where nothing does.</param>
/// <param name="Removed">Variables that were set and that no worker saw.</param>
internal sealed record BenchResult(
    IReadOnlyList<WorkloadResult> Workloads,
    int Rounds,
    int Threads,
    MachineFacts Machine,
    IReadOnlyDictionary<string, SideFacts> Sides,
    string? FloorBy,
    IReadOnlyList<string> Removed);
