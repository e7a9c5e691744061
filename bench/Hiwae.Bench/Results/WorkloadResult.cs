using Hiwae.Reports;

namespace Hiwae.Bench.Results;

/// <summary>The result of one workload: medians over the rounds, in milliseconds for each step, or for each image of an evaluation.</summary>
/// <param name="Name">A letter.</param>
/// <param name="Title">A few words.</param>
/// <param name="OursMs">Ours.</param>
/// <param name="PeerMs">The model by hand on TorchSharp.</param>
/// <param name="PeerCollectingMs">The same, with the collector called after each step.</param>
/// <param name="PortableMs">Our portable path; null where it was not measured.</param>
/// <param name="Bf16Ms">Our steps with products in bf16; null where they were not measured.</param>
/// <param name="PythonMs">The model by hand on PyTorch; null where it was not measured.</param>
/// <param name="PythonCompiledMs">The same by <c>torch.compile</c>; null where it was not measured.</param>
/// <param name="FloorMs">The matrix products alone; null where no library makes them.</param>
/// <param name="Ratio">Peer through ours.</param>
/// <param name="RatioCollecting">The collecting peer through ours.</param>
/// <param name="FloorShare">Floor through ours.</param>
/// <param name="PeakMemoryMb">The most resident memory of each side's process, in megabytes of 10⁶ bytes.</param>
/// <param name="Bound">The bound that each side computes from the same parameters, batch and noise, in nats for each datum.</param>
/// <param name="Gflop">10⁹ floating-point operations of the matrix products.</param>
/// <param name="Repetitions">Steps or images in a round.</param>
/// <param name="Spread">The range of the middle half of the rounds, as a fraction of the median, by side; null, which is unknown, for a single round.</param>
/// <param name="Others">The largest share of the processors' time that other processes took in a round.</param>
/// <param name="Rounds">Every round that counts.</param>
internal sealed record WorkloadResult(
    string Name,
    string Title,
    double OursMs,
    double PeerMs,
    double PeerCollectingMs,
    double? PortableMs,
    double? Bf16Ms,
    double? PythonMs,
    double? PythonCompiledMs,
    double? FloorMs,
    double Ratio,
    double RatioCollecting,
    double? FloorShare,
    IReadOnlyDictionary<string, double> PeakMemoryMb,
    IReadOnlyDictionary<string, double> Bound,
    double Gflop,
    int Repetitions,
    IReadOnlyDictionary<string, double?> Spread,
    double? Others,
    IReadOnlyList<Round> Rounds)
{
    /// <summary>From rounds.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="rounds">At least one.</param>
    /// <param name="repetitions">Repetitions of each side in each round.</param>
    /// <param name="bound">The bound of each side.</param>
    public static WorkloadResult Of(Workload workload, IReadOnlyList<Round> rounds, int repetitions, IReadOnlyDictionary<string, double> bound)
    {
        IReadOnlyDictionary<string, T> BySide<T>(Func<double[], T> summary, Func<Round, IReadOnlyDictionary<string, double>> values) =>
            rounds[0].Ms.Keys.ToDictionary(side => side, side => summary([.. rounds.Select(round => values(round)[side])]));
        var medians = BySide(Statistics.Median, round => round.Ms);
        double? Median(Side side) => medians.TryGetValue(side.Key, out var median) ? median : null;
        var (ours, peer, collecting) = (medians[Side.Ours.Key], medians[Side.Peer.Key], medians[Side.PeerCollecting.Key]);
        var floors = rounds.Select(round => round.FloorMs).OfType<double>().ToArray();
        var floor = floors.Length == 0 ? (double?)null : Statistics.Median(floors);
        return new(
            workload.Name,
            workload.Title,
            ours,
            peer,
            collecting,
            Median(Side.Portable),
            Median(Side.Bf16),
            Median(Side.Python),
            Median(Side.PythonCompiled),
            floor,
            peer / ours,
            collecting / ours,
            floor / ours,
            BySide(values => values.Max(), round => round.PeakMemoryMb),
            bound,
            workload.Products.Operations / 1e9 / workload.Divisor,
            repetitions * workload.Divisor,
            BySide(SpreadOf, round => round.Ms),
            rounds.Max(round => round.Others),
            rounds);
    }

    /// <summary>The range of the middle half, as a fraction of the median; null for a single value, which has no range.</summary>
    public static double? SpreadOf(IReadOnlyCollection<double> values)
    {
        if (values.Count < 2)
            return null;
        var ordered = values.Order().ToArray();
        return (Quantile(0.75) - Quantile(0.25)) / Statistics.Median(values);

        // Linear between the values in order.
        double Quantile(double fraction)
        {
            var position = fraction * (ordered.Length - 1);
            var (low, high) = ((int)Math.Floor(position), (int)Math.Ceiling(position));
            return ordered[low] + ((ordered[high] - ordered[low]) * (position - low));
        }
    }
}
