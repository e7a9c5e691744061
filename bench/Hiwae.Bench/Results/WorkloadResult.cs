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
/// <param name="Rounds">Every round's times.</param>
/// <param name="Spread">The range of the middle half of the rounds, as a fraction of the median.</param>
/// <param name="TunedSettings">What the tuned peer runs with.</param>
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
    Each<IReadOnlyList<double>> Rounds,
    Each<double> Spread,
    PeerSettings TunedSettings);
