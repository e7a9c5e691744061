using Hiwae.Bench.Results;
using Hiwae.Bench.Work;
using Hiwae.Bench.Workers;

namespace Hiwae.Bench;

/// <summary>Measures all sides and the floor in alternation, so that a throttled machine slows all of them.</summary>
/// <param name="options">The number and length of rounds.</param>
/// <param name="contestants">The sides; ours first.</param>
/// <param name="say">Writes a line of progress.</param>
internal sealed class BenchRun(BenchOptions options, IReadOnlyList<Contestant> contestants, Action<string> say)
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
        var measured = options.Workloads.Select(Measure).ToArray();
        return new([.. measured.Select(m => m.Result)], options.Rounds, options.Threads, machine, Facts(measured.Select(m => m.Facts)), Mkl.Name, CleanEnvironment.Removed);
    }

    private static IReadOnlyDictionary<string, SideFacts> Facts(IEnumerable<IReadOnlyDictionary<string, SideFacts>> all) =>
        all.SelectMany(facts => facts).DistinctBy(fact => fact.Key).ToDictionary();

    private (WorkloadResult Result, IReadOnlyDictionary<string, SideFacts> Facts) Measure(Workload workload)
    {
        say($"{workload.Name}: {workload.Title}");
        using var run = new WorkloadRun(workload, contestants, options.Threads);
        var bounds = run.Bounds();
        var repetitions = run.Repetitions(options);
        return (WorkloadResult.Of(workload, Rounds(workload, run, repetitions), repetitions.Step, bounds), run.Facts());
    }

    /// <summary>As many rounds as are asked for; further ones stand in for those that something else disturbed the most.</summary>
    private IReadOnlyList<Round> Rounds(Workload workload, WorkloadRun run, (int Step, int Floor) repetitions)
    {
        var rounds = new List<Round>();
        while (rounds.Count(IsQuiet) < options.Rounds && rounds.Count < options.MostRounds)
        {
            if (options.Repeats && rounds is [.., var last] && !IsQuiet(last))
                Thread.Sleep(Pause);
            var round = run.Turn(repetitions);
            rounds.Add(round);
            say($"{workload.Name}: round {rounds.Count}: {Text(round)}");
        }

        return [.. rounds.OrderBy(round => IsQuiet(round) ? 0 : round.Others).Take(options.Rounds)];
    }

    private static string Text(Round round)
    {
        var times = round.Ms.Select(pair => (Name: pair.Key, Ms: pair.Value));
        if (round.FloorMs is { } floor)
            times = times.Append(("floor", floor));
        var disturbed = IsQuiet(round) ? "" : string.Create(CultureInfo.InvariantCulture, $"; disturbed, {round.Others:P0} of the processors' time went elsewhere");
        return $"{string.Join(", ", times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.Name} {time.Ms:G3} ms")))}{disturbed}";
    }

    private static bool IsQuiet(Round round) => round.Others is null or <= Disturbance;
}

/// <summary>A measurement that is not possible, or not valid; the message says why and what to do.</summary>
internal sealed class BenchException(string message) : Exception(message);
