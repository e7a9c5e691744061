using Hiwae.Cli.Machine;
using Hiwae.Models;

namespace Hiwae.Bench.Scale;

/// <summary>What several machines are worth, by the model of cost.</summary>
/// <param name="Processor">The processor of a rank.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Steps">The steps, measured.</param>
/// <param name="Links">What may connect the ranks: networks, assumed, and this machine where it was measured.</param>
/// <param name="Rows">What follows for each step and network.</param>
internal sealed record ScaleResult(string Processor, int Threads, ImmutableArray<ScaledStep> Steps, ImmutableArray<Link> Links, ImmutableArray<ScaleRow> Rows)
{
    private const int MostSamples = 1_000_000;
    private const int Batch = 20;
    private const int WeakBatch = 100;
    private const int StrongBatch = 1024;
    private const int MostRanks = 1 << 20;

    /// <summary>The numbers of ranks that are looked at.</summary>
    public static ImmutableArray<int> Ranks => [1, 4, 16, 64, 256, 1024];

    // As they are sold: what a program sees of them is less than what is written on them.
    private static ImmutableArray<Link> Networks => [new("Ethernet, 10 Gb/s", 25e-6, 1.1e9), new("InfiniBand, 100 Gb/s", 2e-6, 1.1e10)];

    /// <summary>Measures.</summary>
    /// <param name="threads">Threads of a rank.</param>
    /// <param name="say">Told of progress.</param>
    public static ScaleResult Measure(int threads, Action<string> say)
    {
        torch.set_num_threads(threads);
        say("Measuring messages");
        var own = ScaleMeasurement.OfThisMachine(say);
        say("Measuring steps");
        return Of(own, [ScaleMeasurement.OfData<HiwaeBalance>(8, 128), ScaleMeasurement.OfData<HiwaeConv>(4, 32)], ScaleMeasurement.OfSamples<Iwae>(Batch, 5_000, 20_000), threads);
    }

    /// <summary>What follows from measurements.</summary>
    /// <param name="own">Messages on this machine; null where they were not measured.</param>
    /// <param name="data">Steps whose data are divided.</param>
    /// <param name="samples">A step whose samples are divided.</param>
    /// <param name="threads">Threads of a rank.</param>
    public static ScaleResult Of(Link? own, ImmutableArray<ScaledStep> data, ScaledStep samples, int threads) => new(
        Cli.Machine.Processor.Name,
        threads,
        [.. data, samples],
        [.. Networks, .. own is { } found ? (Link[])[found] : []],
        [
            .. data.SelectMany(step => Networks.SelectMany(link => RowsOf(step, link))),
            .. Networks.Select(link => Row($"{samples.Name}, K = 10⁶, batch {Batch}", link, ranks => samples.StrongEfficiency(MostSamples, link, ranks), samples.WorthUpTo(MostSamples, link, MostRanks))),
        ]);

    private static IEnumerable<ScaleRow> RowsOf(ScaledStep step, Link link) =>
    [
        Row($"{step.Name}, {WeakBatch} data a rank", link, ranks => step.WeakEfficiency(WeakBatch, link, ranks), null),
        Row($"{step.Name}, {StrongBatch} data in all", link, ranks => step.StrongEfficiency(StrongBatch, link, ranks), step.WorthUpTo(StrongBatch, link, MostRanks)),
    ];

    private static ScaleRow Row(string work, Link link, Func<int, double> efficiency, int? worth) =>
        new(work, link.Name, [.. Ranks.Select(ranks => new RanksEfficiency(ranks, efficiency(ranks)))], worth);
}

/// <summary>Some work on some network.</summary>
/// <param name="Work">The step and how much of it.</param>
/// <param name="Link">The network.</param>
/// <param name="Efficiencies">By number of ranks.</param>
/// <param name="HalfAt">The number of ranks, a power of two, up to which half of their time makes the run faster; null where each has as much work however many there are.</param>
internal sealed record ScaleRow(string Work, string Link, ImmutableArray<RanksEfficiency> Efficiencies, int? HalfAt);

/// <summary>What a number of ranks is worth.</summary>
/// <param name="Ranks">Their number.</param>
/// <param name="Efficiency">The part of their time that makes the run faster.</param>
internal readonly record struct RanksEfficiency(int Ranks, double Efficiency);
