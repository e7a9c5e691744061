using System.Diagnostics;

namespace Hiwae.Bench;

/// <summary>The load of the machine by other processes: what shares its cores while both sides are measured does not slow them alike.</summary>
/// <param name="workers">The measured processes.</param>
internal sealed class OtherLoad(IReadOnlyList<Process> workers)
{
    private const string Counters = "/proc/stat";
    private const double TicksPerSecond = 100;

    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly double busy = Busy();
    private readonly double own = Own(workers);

    /// <summary>The share of all processors' time, since this was made, that other processes took; null where the system does not tell.</summary>
    public double? Share()
    {
        if (!File.Exists(Counters))
            return null;
        var others = Busy() - busy - (Own(workers) - own);
        return Math.Clamp(others / (watch.Elapsed.TotalSeconds * Environment.ProcessorCount), 0, 1);
    }

    private static double Own(IReadOnlyList<Process> workers) =>
        workers.Sum(worker => worker.TotalProcessorTime.TotalSeconds) + Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Seconds of all processors that were neither idle nor waiting for a disk.</summary>
    private static double Busy()
    {
        if (!File.Exists(Counters))
            return 0;
        var ticks = File.ReadLines(Counters).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture))
            .ToArray();
        return (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TicksPerSecond;
    }
}
