using Hiwae.Bench.Results;
using Hiwae.Bench.Work;
using Hiwae.Bench.Workers;

namespace Hiwae.Bench;

/// <summary>Measures ours, the peers and the floor in alternation, so that a throttled machine slows all of them.</summary>
/// <param name="options">How much.</param>
/// <param name="peers">The other side.</param>
/// <param name="say">Told what happens.</param>
internal sealed class BenchRun(BenchOptions options, Peers peers, Action<string> say)
{
    /// <summary>Above this share of the processors' time somebody else disturbs a round.</summary>
    public const double Disturbance = 0.05;

    // What disturbed a round may be over soon.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

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
        say($"{workload.Name}: {workload.Title}");
        var file = Path.Combine(Path.GetTempPath(), $"hiwae-bench-{Environment.ProcessId}-{workload.Name}.safetensors");
        try
        {
            using var ours = new WorkerProcess("ours", WorkerStart.Own(workload));
            var own = ours.Write(file);
            var settings = options.Tunes ? new Tuning(peers, options.WarmSeconds).Fastest(workload, file) : PeerSettings.First(workload);
            using var run = new WorkloadRun(workload, peers, settings, ours);
            var bounds = run.Bounds(file, own);
            var repetitions = run.Repetitions(options);
            var rounds = Rounds(workload, run, repetitions);
            return (WorkloadResult.Of(workload, rounds, repetitions.Step, bounds, settings), run.Facts());
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>As many rounds as are asked for; further ones stand in for those that something else disturbed the most.</summary>
    private IReadOnlyList<Round> Rounds(Workload workload, WorkloadRun run, (int Step, int Floor) repetitions)
    {
        var rounds = new List<Round>();
        while (rounds.Count(IsQuiet) < options.Rounds && rounds.Count < options.MostRounds)
        {
            if (options.Tunes && rounds is [.., var last] && !IsQuiet(last))
                Thread.Sleep(Pause);
            var round = run.Turn(repetitions);
            rounds.Add(round);
            say(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Name}: round {rounds.Count}: ours {round.Ms.Ours:G3} ms, peer {round.Ms.Peer:G3}, tuned peer {round.Ms.TunedPeer:G3}, floor {round.FloorMs:G3}{(IsQuiet(round) ? "" : $"; disturbed, {round.Others:P0} of the processors' time went elsewhere")}"));
        }

        return [.. rounds.OrderBy(round => IsQuiet(round) ? 0 : round.Others).Take(options.Rounds)];
    }

    private static bool IsQuiet(Round round) => round.Others is null or <= Disturbance;
}
