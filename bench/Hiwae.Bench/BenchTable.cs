using Hiwae.Bench.Results;
using Hiwae.Cli.Terminal;
using Hiwae.Reports;

namespace Hiwae.Bench;

/// <summary>The result for people, at most a hundred characters wide: times, what they are compared with, then memory.</summary>
internal static class BenchTable
{
    private static readonly IReadOnlyList<string> Columns = ["", "workload", ">ours ms", ">peer", ">GC", ">floor", ">ratio", ">GC", ">floor/ours"];

    // Times, and what they are compared with: two columns have one title.
    private static readonly IReadOnlyList<int> Groups = [1, 6];

    /// <summary>Sides that are measured for those alone who ask for them.</summary>
    private static readonly IReadOnlyList<Side> Optional = [Side.Portable, Side.Bf16, Side.Python, Side.PythonCompiled];

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter writer, BenchResult result)
    {
        Tables.Write(writer, Columns, result.Workloads.Select(Row), groups: Groups);
        var sides = Side.All.Where(side => result.Sides.ContainsKey(side.Key)).ToArray();
        if (sides.Intersect(Optional).ToArray() is [_, ..] others)
            WriteBySide(writer, result, "ms", others, (workload, side) =>
                workload.Rounds[0].Ms.ContainsKey(side.Key) ? Statistics.Median(workload.Rounds.Select(round => round.Ms[side.Key])) : null);
        WriteBySide(writer, result, "MB", sides, (workload, side) => workload.PeakMemoryMb.TryGetValue(side.Key, out var most) ? most : null);
        foreach (var side in sides)
            writer.WriteLine($"{side.Column}: {side.Title}, {Text(result.Sides[side.Key])}");
        writer.WriteLine($"floor: {(result.FloorBy is { } by ? $"the matrix products alone, by {by}" : "none here: this libtorch makes no products known")}");
        WriteCircumstances(writer, result);
    }

    private static void WriteBySide(TextWriter writer, BenchResult result, string unit, IReadOnlyList<Side> sides, Func<WorkloadResult, Side, double?> figure) => Tables.Write(
        writer,
        [unit, .. sides.Select(side => $">{side.Column}")],
        result.Workloads.Select(workload => (IReadOnlyList<string>)[workload.Name, .. sides.Select(side => Text(figure(workload, side)))]));

    private static void WriteCircumstances(TextWriter writer, BenchResult result)
    {
        var machine = result.Machine;
        writer.WriteLine(FormattableString.Invariant($"{machine.Processor}, {machine.Level}, {machine.Cores} cores, {machine.System}"));
        writer.WriteLine(FormattableString.Invariant($"load before the run {Numbers.Text(machine.Load)}; medians of {result.Rounds} rounds; {result.Threads} threads each"));
        foreach (var disturbed in result.Workloads.Where(w => w.Others > BenchRun.Disturbance))
            writer.WriteLine(FormattableString.Invariant($"{disturbed.Name}: disturbed; up to {disturbed.Others:P0} of the processors' time went to others. Repeat it on a quiet machine."));
        if (result.Removed.Count > 0)
            writer.WriteLine($"not passed on to any side: {string.Join(", ", result.Removed)}");
    }

    private static string Text(double? figure) => figure is { } number ? Numbers.Significant(number) : Numbers.Text(null);

    private static string Text(SideFacts facts) => $"{facts.Torch ?? "unknown"}{(facts.Step is { } step ? $", {step} steps" : "")}";

    private static IReadOnlyList<string> Row(WorkloadResult r) =>
    [
        r.Name,
        r.Title,
        Numbers.Significant(r.OursMs),
        Numbers.Significant(r.PeerMs),
        Numbers.Significant(r.PeerCollectingMs),
        Text(r.FloorMs),
        Numbers.Text(r.Ratio, 1),
        Numbers.Text(r.RatioCollecting, 1),
        Numbers.Text(r.FloorShare),
    ];
}
