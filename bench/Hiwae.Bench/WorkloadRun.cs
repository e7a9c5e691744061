using Hiwae.Bench.Results;
using Hiwae.Bench.Work;
using Hiwae.Bench.Workers;

namespace Hiwae.Bench;

/// <summary>The workers of one workload, which take turns.</summary>
internal sealed class WorkloadRun : IDisposable
{
    private const double Tolerance = 1e-4;
    private const int FewestRepetitions = 3;
    private const int MostRepetitions = 2000;

    private readonly Workload workload;
    private readonly Each<WorkerProcess> sides;
    private readonly WorkerProcess? floor;

    /// <summary>Starts the workers.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="peers">The other side.</param>
    /// <param name="settings">The tuned peer's.</param>
    /// <param name="ours">Ours, already started.</param>
    public WorkloadRun(Workload workload, Peers peers, PeerSettings settings, WorkerProcess ours)
    {
        this.workload = workload;
        sides = new(ours, new("the peer", peers.Plain(workload)), new("the tuned peer", peers.Tuned(workload, settings)));
        floor = Sgemm.Library is null ? null : new("the floor", WorkerStart.Floor(workload));
    }

    /// <summary>The bounds that all compute from the same parameters, batch and noise, in nats for each datum.</summary>
    /// <param name="file">Which ours wrote.</param>
    /// <param name="own">The bound that ours came to.</param>
    /// <exception cref="BenchException">They do not agree.</exception>
    public Each<double> Bounds(string file, double own)
    {
        var bounds = new Each<double>(own, sides.Peer.Load(file), sides.TunedPeer.Load(file));
        Agree("the peer", own, bounds.Peer);
        Agree("the tuned peer", own, bounds.TunedPeer);
        return bounds;
    }

    /// <summary>Lets everything warm up, and finds how many repetitions fill a turn of the slowest and, as products take a fraction of a step, of the floor.</summary>
    public (int Step, int Floor) Repetitions(BenchOptions options)
    {
        var warm = sides.Select(side => side.Warm(options.WarmSeconds));
        var slowest = Math.Max(warm.Ours, Math.Max(warm.Peer, warm.TunedPeer));
        var step = Math.Clamp((int)(1000 * options.RoundSeconds / slowest), FewestRepetitions, MostRepetitions);
        return (step, floor is null ? 0 : Math.Max(step, (int)(250 * options.RoundSeconds / floor.Warm(options.WarmSeconds))));
    }

    /// <summary>One turn of each.</summary>
    public Round Turn((int Step, int Floor) repetitions)
    {
        WorkerProcess[] measured = floor is null ? sides.ToArray() : [.. sides.ToArray(), floor];
        var load = new OtherLoad([.. measured.Select(worker => worker.Process)]);
        var turn = sides.Select(side => side.Run(repetitions.Step));
        return new(
            turn.Select(side => side.Ms / workload.Divisor),
            floor?.Run(repetitions.Floor).Ms / workload.Divisor,
            turn.Select(side => side.PeakMemoryMb),
            load.Share());
    }

    /// <summary>What each runs on.</summary>
    public Each<SideFacts> Facts() => sides.Select(side => SideFacts.Of(side.Facts()));

    /// <summary>Ends the workers that this started.</summary>
    public void Dispose()
    {
        sides.Peer.Dispose();
        sides.TunedPeer.Dispose();
        floor?.Dispose();
    }

    private void Agree(string who, double ours, double theirs)
    {
        if (!(Math.Abs(ours - theirs) <= Tolerance * Math.Abs(ours)))
            throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Name}, {workload.Title}: from the same parameters and noise our bound is {ours:F6} nats and {who}'s {theirs:F6}; they may differ by {Tolerance} of it. One of them computes something else, so that their times cannot be compared."));
    }
}
