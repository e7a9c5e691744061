using Hiwae.Cli.Machine;
using Hiwae.Cli.Terminal;
using Hiwae.Models;

namespace Hiwae.Bench.Scale;

/// <summary><c>bench --scale</c>: what several machines are worth, by a model of cost whose inputs are measured.</summary>
internal static class ScaleTable
{
    private const int MostSamples = 1_000_000;
    private const int Batch = 20;
    private const int WeakBatch = 100;
    private const int StrongBatch = 1024;

    private static readonly ImmutableArray<int> Ranks = [1, 4, 16, 64, 256, 1024];

    // As they are sold: what a program sees of them is less than what is written on them.
    private static readonly ImmutableArray<Link> Networks = [new("Ethernet, 10 Gb/s", 25e-6, 1.1e9), new("InfiniBand, 100 Gb/s", 2e-6, 1.1e10)];

    /// <summary>Measures, and writes the tables.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="threads">Threads of a rank.</param>
    /// <param name="say">Told of progress.</param>
    public static void Write(TextWriter writer, int threads, Action<string> say)
    {
        torch.set_num_threads(threads);
        say("Measuring messages");
        var own = ScaleMeasurement.OfThisMachine(say);
        say("Measuring steps");
        ScaledStep[] data = [ScaleMeasurement.OfData<HiwaeBalance>(8, 128), ScaleMeasurement.OfData<HiwaeConv>(4, 32)];
        var samples = ScaleMeasurement.OfSamples<Iwae>(Batch, 5_000, 20_000);
        Write(writer, own, data, samples, threads);
    }

    /// <summary>Writes what was measured.</summary>
    internal static void Write(TextWriter writer, Link? own, IReadOnlyList<ScaledStep> data, ScaledStep samples, int threads)
    {
        Tables.Write(
            writer,
            ["step", "divided", ">fixed ms", ">each µs", ">gradients MB"],
            data.Append(samples).Select(step => (IReadOnlyList<string>)[step.Name, step.Unit, Numbers.Text(step.Compute.Fixed * 1e3), Numbers.Text(step.Compute.PerUnit * 1e6), Numbers.Text(step.GradientBytes / 1e6)]));
        Tables.Write(
            writer,
            ["link", ">latency µs", ">GB/s"],
            Networks.Concat(own is { } found ? [found] : []).Select(link => (IReadOnlyList<string>)[link.Name, Numbers.Text(link.Latency * 1e6), Numbers.Text(link.Bandwidth / 1e9)]));
        Tables.Write(
            writer,
            ["efficiency", "link", .. Ranks.Select(ranks => $">{ranks}"), ">half at"],
            [
                .. data.SelectMany(step => Networks.SelectMany(link => Rows(step, link))),
                .. Networks.Select(link => Row($"{samples.Name}, K = 10⁶, batch {Batch}", link, ranks => samples.StrongEfficiency(MostSamples, link, ranks), samples.WorthUpTo(MostSamples, link, 1 << 20))),
            ],
            keys: 2);
        writer.WriteLine($"{Processor.Name}, {threads} {(threads == 1 ? "thread" : "threads")} of a rank. Steps and messages on this machine are measured; links between machines are assumed. Efficiency: the part of the ranks' time that makes the run faster.");
        writer.WriteLine("half at: the number of ranks, a power of two, up to which half of the time does.");
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(ScaledStep step, Link link) =>
    [
        Row($"{step.Name}, {WeakBatch} data a rank", link, ranks => step.WeakEfficiency(WeakBatch, link, ranks), null),
        Row($"{step.Name}, {StrongBatch} data in all", link, ranks => step.StrongEfficiency(StrongBatch, link, ranks), step.WorthUpTo(StrongBatch, link, 1 << 20)),
    ];

    private static IReadOnlyList<string> Row(string name, Link link, Func<int, double> efficiency, int? worth) =>
        [name, link.Name, .. Ranks.Select(ranks => Numbers.Text(efficiency(ranks))), worth is { } most ? Numbers.Count(most) : ""];
}
