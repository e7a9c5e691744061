using Hiwae.Bench.Results;
using Hiwae.Cli.Display;

namespace Hiwae.Bench;

/// <summary>The result for people.</summary>
internal static class BenchTable
{
    private static readonly IReadOnlyList<string> Columns =
        ["", "workload", ">ours ms", ">peer ms", ">tuned ms", ">floor ms", ">ratio", ">tuned", ">floor/ours", ">MB ours", ">peer", ">tuned"];

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter writer, BenchResult result)
    {
        Tables.Write(writer, Columns, result.Workloads.Select(Row));
        var machine = result.Machine;
        writer.WriteLine(FormattableString.Invariant(
            $"{machine.Processor}, {machine.Level}, {machine.Cores} cores, {machine.System}; load before the run {Numbers.Text(machine.Load)}; medians of {result.Rounds} rounds"));
        writer.WriteLine($"ours: {Text(result.Sides.Ours)}");
        writer.WriteLine($"peer, as installed: {Text(result.Sides.Peer)}");
        writer.WriteLine($"tuned peer: {Text(result.Sides.TunedPeer)}, denormals flushed, memory kept; {string.Join("; ", result.Workloads.Select(Tuning))}");
        writer.WriteLine($"floor: the matrix products alone, by {result.FloorBy ?? "nothing that was found"}");
        foreach (var disturbed in result.Workloads.Where(w => w.Others > BenchRun.Disturbance))
            writer.WriteLine(FormattableString.Invariant($"{disturbed.Name}: disturbed; up to {disturbed.Others:P0} of the processors' time went to other processes. Repeat it on a quiet machine."));
        if (result.Removed.Count > 0)
            writer.WriteLine($"not passed on to any side: {string.Join(", ", result.Removed)}");
    }

    private static IReadOnlyList<string> Row(WorkloadResult r) =>
    [
        r.Name,
        r.Title,
        Numbers.Text(r.OursMs),
        Numbers.Text(r.PeerMs),
        Numbers.Text(r.TunedPeerMs),
        Numbers.Text(r.FloorMs),
        Numbers.Text(r.Ratio, 1),
        Numbers.Text(r.RatioTuned, 1),
        Numbers.Text(r.FloorShare),
        Numbers.Text(r.PeakMemoryMb.Ours, 0),
        Numbers.Text(r.PeakMemoryMb.Peer, 0),
        Numbers.Text(r.PeakMemoryMb.TunedPeer, 0),
    ];

    private static string Text(SideFacts side) =>
        FormattableString.Invariant($"torch {side.Torch ?? "unknown"}, {side.Threads} threads, {side.Blas ?? "its own BLAS"}");

    private static string Tuning(WorkloadResult r)
    {
        var settings = r.TunedSettings;
        string?[] words =
        [
            FormattableString.Invariant($"{settings.Threads} threads"),
            settings.CoreType,
            settings.Capability,
            settings.ForEach ? "foreach" : null,
            settings.HugePages ? "huge pages" : null,
            settings.Rows is { } rows ? FormattableString.Invariant($"{rows} rows at a time") : null,
        ];
        return $"{r.Name} {string.Join(", ", words.OfType<string>())}";
    }
}
