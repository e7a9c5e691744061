using Hiwae.Bench.Results;
using Hiwae.Bench.Work;
using Hiwae.Bench.Workers;
using Hiwae.Cli.Diagnosis;

namespace Hiwae.Bench;

/// <summary>Measures ours, the peers and the floor in alternation, so that a busy or throttled machine slows all of them.</summary>
/// <param name="options">How much.</param>
/// <param name="peers">The other side.</param>
/// <param name="say">Told what happens.</param>
internal sealed class BenchRun(BenchOptions options, Peers peers, Action<string> say)
{
    private const double Tolerance = 1e-4;
    private const int FewestRepetitions = 3;
    private const int MostRepetitions = 2000;

    /// <summary>Everything that the options ask for.</summary>
    /// <exception cref="BenchException">A worker failed, or the sides do not agree on a bound.</exception>
    public BenchResult Measure()
    {
        var machine = MachineFacts.Here();
        var results = new List<WorkloadResult>();
        Each<SideFacts>? sides = null;
        foreach (var workload in options.Workloads)
        {
            var (result, facts) = Measure(workload);
            results.Add(result);
            sides ??= facts;
        }

        return new(results, options.Rounds, machine, sides!, Sgemm.Library, CleanEnvironment.Removed);
    }

    private (WorkloadResult Result, Each<SideFacts> Facts) Measure(Workload workload)
    {
        var file = Path.Combine(Path.GetTempPath(), $"hiwae-bench-{Environment.ProcessId}-{workload.Name}.safetensors");
        try
        {
            return Measure(workload, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private (WorkloadResult Result, Each<SideFacts> Facts) Measure(Workload workload, string file)
    {
        say($"{workload.Name}: {workload.Title}");
        using var ours = new WorkerProcess("ours", WorkerStart.Own(workload));
        var own = ours.Write(file);
        using var peer = new WorkerProcess("the peer", peers.Plain(workload));
        var settings = options.Tunes ? new Tuning(peers, options.WarmSeconds).Fastest(workload, file) : PeerSettings.First(workload);
        using var tuned = new WorkerProcess("the tuned peer", peers.Tuned(workload, settings));
        var bounds = new Each<double>(own, peer.Load(file), tuned.Load(file));
        Agree(workload, "the peer", bounds.Ours, bounds.Peer);
        Agree(workload, "the tuned peer", bounds.Ours, bounds.TunedPeer);
        using var floor = Sgemm.Library is null ? null : new WorkerProcess("the floor", WorkerStart.Floor(workload));

        var slowest = new[] { ours, peer, tuned }.Max(worker => worker.Warm(options.WarmSeconds));
        var floorMs = floor?.Warm(options.WarmSeconds);
        var times = Math.Clamp((int)(1000 * options.RoundSeconds / slowest), FewestRepetitions, MostRepetitions);

        // The products take a fraction of a step; as many of them as fill the same time are steadier.
        var floorTimes = floorMs is { } ms ? Math.Max(times, (int)(250 * options.RoundSeconds / ms)) : 0;
        var rounds = new Each<List<double>>([], [], []);
        var memory = new Each<double>(0, 0, 0);
        var floors = new List<double>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            var turn = new Each<WorkerProcess>(ours, peer, tuned).Select(worker => worker.Run(times));
            rounds.Ours.Add(turn.Ours.Ms / workload.Divisor);
            rounds.Peer.Add(turn.Peer.Ms / workload.Divisor);
            rounds.TunedPeer.Add(turn.TunedPeer.Ms / workload.Divisor);
            memory = turn.Select(side => side.PeakMemoryMb);
            if (floor is not null)
                floors.Add(floor.Run(floorTimes).Ms / workload.Divisor);
            say(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Name}: round {round} of {options.Rounds}: ours {rounds.Ours[^1]:G3} ms, peer {rounds.Peer[^1]:G3}, tuned peer {rounds.TunedPeer[^1]:G3}, floor {(floors.Count > 0 ? floors[^1] : double.NaN):G3}"));
        }

        var medians = rounds.Select(Statistics.Median);
        var floorMedian = floors.Count > 0 ? Statistics.Median(floors) : (double?)null;
        return (
            new(
                workload.Name,
                workload.Title,
                medians.Ours,
                medians.Peer,
                medians.TunedPeer,
                floorMedian,
                medians.Peer / medians.Ours,
                medians.TunedPeer / medians.Ours,
                floorMedian / medians.Ours,
                memory,
                bounds,
                workload.Products.Operations / 1e9 / workload.Divisor,
                times * workload.Divisor,
                rounds.Select<IReadOnlyList<double>>(list => list),
                rounds.Select(Statistics.Spread),
                settings),
            new Each<WorkerProcess>(ours, peer, tuned).Select(worker => Facts(worker.Facts())));
    }

    private static void Agree(Workload workload, string who, double ours, double theirs)
    {
        if (!(Math.Abs(ours - theirs) <= Tolerance * Math.Abs(ours)))
            throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Name}, {workload.Title}: from the same parameters and noise our bound is {ours:F6} nats and {who}'s {theirs:F6}; they may differ by {Tolerance} of it. One of them computes something else, so that their times cannot be compared."));
    }

    private static SideFacts Facts(Reply reply)
    {
        var blas = reply.Blas is { } file ? Hiwae.Cli.Diagnosis.Blas.Among([file]) : null;
        return new(reply.Torch, reply.Threads, blas?.Name, blas?.File);
    }
}
