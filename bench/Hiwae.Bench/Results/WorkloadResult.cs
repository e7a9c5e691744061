using Hiwae.Bench.Workers;

namespace Hiwae.Bench.Results;

/// <summary>What was measured of one workload: medians over the rounds, in milliseconds for each step, or for each image of an evaluation.</summary>
/// <param name="Name">A letter.</param>
/// <param name="Title">What it is.</param>
/// <param name="OursMs">Ours.</param>
/// <param name="PeerMs">PyTorch as installed.</param>
/// <param name="TunedPeerMs">PyTorch with the settings that are fastest.</param>
/// <param name="FloorMs">The matrix products alone; null where no library makes them.</param>
/// <param name="Ratio">Peer through ours.</param>
/// <param name="RatioTuned">Tuned peer through ours.</param>
/// <param name="FloorShare">Floor through ours.</param>
/// <param name="PeakMemoryMb">The most resident memory of each process, in megabytes of 10⁶ bytes.</param>
/// <param name="Bound">The bound that each computes from the same parameters, batch and noise, in nats for each datum.</param>
/// <param name="Gflop">10⁹ floating-point operations of the matrix products.</param>
/// <param name="Repetitions">Steps or images in a round.</param>
/// <param name="Spread">The range of the middle half of the rounds, as a fraction of the median.</param>
/// <param name="Others">The largest share of the processors' time that other processes took in a round.</param>
/// <param name="TunedSettings">What the tuned peer runs with.</param>
/// <param name="Rounds">Every round that counts.</param>
internal sealed record WorkloadResult(
    string Name,
    string Title,
    double OursMs,
    double PeerMs,
    double TunedPeerMs,
    double? FloorMs,
    double Ratio,
    double RatioTuned,
    double? FloorShare,
    Each<double> PeakMemoryMb,
    Each<double> Bound,
    double Gflop,
    int Repetitions,
    Each<double> Spread,
    double? Others,
    PeerSettings TunedSettings,
    IReadOnlyList<Round> Rounds)
{
    /// <summary>From rounds.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="rounds">At least one.</param>
    /// <param name="repetitions">Of each side in each round.</param>
    /// <param name="bound">What each side computed.</param>
    /// <param name="settings">The tuned peer's.</param>
    public static WorkloadResult Of(
        Workload workload, IReadOnlyList<Round> rounds, int repetitions, Each<double> bound, PeerSettings settings)
    {
        var times = new Each<Func<Round, double>>(r => r.Ms.Ours, r => r.Ms.Peer, r => r.Ms.TunedPeer).Select(side => rounds.Select(side).ToArray());
        var medians = times.Select(Statistics.Median);
        var floors = rounds.Select(r => r.FloorMs).OfType<double>().ToArray();
        var floor = floors.Length == 0 ? (double?)null : Statistics.Median(floors);
        var memory = rounds.Select(r => r.PeakMemoryMb).ToArray();
        return new(
            workload.Name,
            workload.Title,
            medians.Ours,
            medians.Peer,
            medians.TunedPeer,
            floor,
            medians.Peer / medians.Ours,
            medians.TunedPeer / medians.Ours,
            floor / medians.Ours,
            new(memory.Max(m => m.Ours), memory.Max(m => m.Peer), memory.Max(m => m.TunedPeer)),
            bound,
            workload.Products.Operations / 1e9 / workload.Divisor,
            repetitions * workload.Divisor,
            times.Select(Statistics.Spread),
            rounds.Max(r => r.Others),
            settings,
            rounds);
    }
}
