using System.Runtime.InteropServices;
using Hiwae.Bench.Workers;

namespace Hiwae.Bench.Results;

/// <summary>A whole run.</summary>
/// <param name="Workloads">The workloads, in order.</param>
/// <param name="Rounds">The number of rounds that the medians are over.</param>
/// <param name="Threads">Threads of every side.</param>
/// <param name="Machine">Processor and memory.</param>
/// <param name="Sides">The engine and threads of each side.</param>
/// <param name="FloorBy">The library behind the floor's matrix products; null where there is none.</param>
/// <param name="Removed">Variables that were set and that no worker saw.</param>
internal sealed record BenchResult(
    IReadOnlyList<WorkloadResult> Workloads,
    int Rounds,
    int Threads,
    MachineFacts Machine,
    IReadOnlyDictionary<string, SideFacts> Sides,
    string? FloorBy,
    IReadOnlyList<string> Removed);

/// <summary>The engine and threads of one side.</summary>
/// <param name="Torch">The tensor engine and its version.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Step">The path that steps take; null where there is one way alone.</param>
internal sealed record SideFacts(string? Torch, int? Threads, string? Step)
{
    /// <summary>From a worker's answer.</summary>
    public static SideFacts Of(Reply reply) => new(reply.Torch, reply.Threads, reply.Step);
}

/// <summary>The machine of a measurement.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Level">The level of the instruction set.</param>
/// <param name="Cores">The cores that this process may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Load">The load average of the last minute before the run; above a few tenths something else was running.</param>
internal sealed record MachineFacts(string Processor, string Level, int Cores, string System, double? Load)
{
    private const string LoadFile = "/proc/loadavg";

    /// <summary>This one, now.</summary>
    public static MachineFacts Here() => new(
        Hiwae.Cli.Machine.Processor.Name,
        Hiwae.Cli.Machine.Processor.Level,
        Hiwae.Cli.Machine.Cores.Physical,
        RuntimeInformation.OSDescription,
        File.Exists(LoadFile) ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture) : null);
}

/// <summary>One turn of each side.</summary>
/// <param name="Ms">Milliseconds for each step or image, by side.</param>
/// <param name="FloorMs">Those of the matrix products alone; null where no library makes them.</param>
/// <param name="PeakMemoryMb">The most resident memory so far, in megabytes of 10⁶ bytes, by side.</param>
/// <param name="Others">The share of the processors' time that other processes took meanwhile; null where the system does not tell.</param>
internal sealed record Round(
    IReadOnlyDictionary<string, double> Ms, double? FloorMs, IReadOnlyDictionary<string, double> PeakMemoryMb, double? Others);
