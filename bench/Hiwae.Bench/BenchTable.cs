using Hiwae.Bench.Results;
using Hiwae.Cli.Display;

namespace Hiwae.Bench;

/// <summary>The result for people, at most a hundred characters wide.</summary>
internal static class BenchTable
{
    private static readonly IReadOnlyList<string> Columns = ["", "workload", ">ours ms", ">peer", ">GC", ">floor", ">ratio", ">GC", ">floor/ours", ">MB", ">peer", ">GC"];

    /// <summary>Columns of their own table, which only those who ask for them see.</summary>
    private static readonly IReadOnlyList<(Side Side, string Title)> Others =
        [(Side.Portable, "portable"), (Side.Python, "PyTorch"), (Side.PythonCompiled, "compiled")];

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter writer, BenchResult result)
    {
        Tables.Write(writer, Columns, result.Workloads.Select(Row));
        WriteOthers(writer, result);
        var machine = result.Machine;
        writer.WriteLine(FormattableString.Invariant($"{machine.Processor}, {machine.Level}, {machine.Cores} cores, {machine.System}"));
        writer.WriteLine(FormattableString.Invariant($"load before the run {Numbers.Text(machine.Load)}; medians of {result.Rounds} rounds; {result.Threads} threads each"));
        foreach (var (side, facts) in result.Sides)
            writer.WriteLine($"{side}: {facts.Torch ?? "unknown"}{(facts.Step is { } step ? $", {step} steps" : "")}");
        writer.WriteLine($"floor: {(result.FloorBy is { } by ? $"the matrix products alone, by {by}" : "none here: this libtorch makes no BLAS known")}");
        foreach (var disturbed in result.Workloads.Where(w => w.Others > BenchRun.Disturbance))
            writer.WriteLine(FormattableString.Invariant($"{disturbed.Name}: disturbed; up to {disturbed.Others:P0} of the processors' time went to others. Repeat it on a quiet machine."));
        if (result.Removed.Count > 0)
            writer.WriteLine($"not passed on to any side: {string.Join(", ", result.Removed)}");
    }

    private static void WriteOthers(TextWriter writer, BenchResult result)
    {
        var measured = Others.Where(other => result.Sides.ContainsKey(other.Side.Key)).ToArray();
        if (measured.Length == 0)
            return;
        Tables.Write(
            writer,
            ["", "workload", .. measured.Select(other => $">{other.Title} ms"), .. measured.Select(other => $">{other.Title} MB")],
            result.Workloads.Select(r => (IReadOnlyList<string>)
            [
                r.Name,
                r.Title,
                .. measured.Select(other => Numbers.Text(Statistics.Median([.. r.Rounds.Select(round => round.Ms[other.Side.Key])]))),
                .. measured.Select(other => Numbers.Text(r.PeakMemoryMb[other.Side.Key], 0)),
            ]));
    }

    private static IReadOnlyList<string> Row(WorkloadResult r) =>
    [
        r.Name,
        r.Title,
        Numbers.Text(r.OursMs),
        Numbers.Text(r.PeerMs),
        Numbers.Text(r.PeerCollectingMs),
        Numbers.Text(r.FloorMs),
        Numbers.Text(r.Ratio, 1),
        Numbers.Text(r.RatioCollecting, 1),
        Numbers.Text(r.FloorShare),
        Numbers.Text(r.PeakMemoryMb[Side.Ours.Key], 0),
        Numbers.Text(r.PeakMemoryMb[Side.Peer.Key], 0),
        Numbers.Text(r.PeakMemoryMb[Side.PeerCollecting.Key], 0),
    ];
}
