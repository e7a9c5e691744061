using Hiwae.Cli.Terminal;

namespace Hiwae.Bench.Scale;

/// <summary><c>bench --scale</c>, as tables.</summary>
internal static class ScaleTable
{
    /// <summary>Writes them.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="result">What was measured, and what follows.</param>
    public static void Write(TextWriter writer, ScaleResult result)
    {
        Tables.Write(
            writer,
            ["step", "divided", ">fixed ms", ">each µs", ">gradients MB"],
            result.Steps.Select(step => (IReadOnlyList<string>)[step.Name, step.Unit, Numbers.Text(step.Compute.Fixed * 1e3), Numbers.Text(step.Compute.PerUnit * 1e6), Numbers.Text(step.GradientBytes / 1e6)]));
        Tables.Write(
            writer,
            ["link", ">latency µs", ">GB/s"],
            result.Links.Select(link => (IReadOnlyList<string>)[link.Name, Numbers.Text(link.Latency * 1e6), Numbers.Text(link.Bandwidth / 1e9)]));
        Tables.Write(
            writer,
            ["efficiency", "link", .. ScaleResult.Ranks.Select(ranks => $">{ranks}"), ">half at"],
            result.Rows.Select(row => (IReadOnlyList<string>)[row.Work, row.Link, .. row.Efficiencies.Select(at => Numbers.Text(at.Efficiency)), row.HalfAt is { } most ? Numbers.Count(most) : ""]),
            keys: 2);
        writer.WriteLine($"{result.Processor}, {result.Threads} {(result.Threads == 1 ? "thread" : "threads")} of a rank. Steps and messages on this machine are measured; links between machines are assumed. Efficiency: the part of the ranks' time that makes the run faster.");
        writer.WriteLine("half at: the number of ranks, a power of two, up to which half of the time does.");
    }
}
