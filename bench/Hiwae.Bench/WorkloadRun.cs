using Hiwae.Bench.Results;
using Hiwae.Bench.Work;
using Hiwae.Bench.Workers;

namespace Hiwae.Bench;

/// <summary>The workers of one workload, which take turns.</summary>
internal sealed class WorkloadRun : IDisposable
{
    private const int FewestRepetitions = 3;
    private const int MostRepetitions = 2000;

    private readonly Workload workload;
    private readonly List<(Contestant Contestant, WorkerProcess Worker)> sides = [];
    private readonly WorkerProcess? floor;

    /// <summary>Starts the workers.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="contestants">The sides; ours first.</param>
    /// <param name="threads">Threads of every side.</param>
    public WorkloadRun(Workload workload, IReadOnlyList<Contestant> contestants, int threads)
    {
        this.workload = workload;
        try
        {
            foreach (var contestant in contestants.Where(contestant => !(contestant.Trains && workload.Evaluates)))
                sides.Add((contestant, new(contestant.Side.Title, contestant.Start(workload, threads))));
            floor = Mkl.Name is null ? null : new("the floor", WorkerStart.Own(workload, threads, OwnRole.Floor));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The bounds that all compute from the same parameters, batch and noise, in nats for each datum.</summary>
    /// <exception cref="BenchException">They do not agree.</exception>
    public IReadOnlyDictionary<string, double> Bounds()
    {
        var folder = Directory.CreateTempSubdirectory("hiwae-bench-");
        try
        {
            var file = Path.Combine(folder.FullName, "start.safetensors");
            var own = sides[0].Worker.Write(file);
            var bounds = sides.ToDictionary(
                side => side.Contestant.Side.Key,
                side => ReferenceEquals(side.Worker, sides[0].Worker) ? own
                    : side.Contestant.IsOurs ? side.Worker.Write(Path.Combine(folder.FullName, side.Contestant.Side.Key))
                    : side.Worker.Load(file));
            foreach (var (contestant, _) in sides)
                Agree(contestant.Side, own, bounds[contestant.Side.Key]);
            return bounds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Lets everything warm up, and finds how many repetitions fill a turn of the slowest and, as products take a fraction of a step, of the floor.</summary>
    public (int Step, int Floor) Repetitions(BenchOptions options)
    {
        var slowest = sides.Max(side => side.Worker.Warm(options.WarmSeconds));
        var step = Math.Clamp((int)(1000 * options.RoundSeconds / slowest), FewestRepetitions, MostRepetitions);
        return (step, floor is null ? 0 : Math.Max(step, (int)(250 * options.RoundSeconds / floor.Warm(options.WarmSeconds))));
    }

    /// <summary>One turn of each.</summary>
    public Round Turn((int Step, int Floor) repetitions)
    {
        var load = new OtherLoad([.. sides.Select(side => side.Worker.Process), .. floor is null ? Array.Empty<System.Diagnostics.Process>() : [floor.Process]]);
        var turn = sides.ToDictionary(side => side.Contestant.Side.Key, side => side.Worker.Run(repetitions.Step));
        return new(
            turn.ToDictionary(pair => pair.Key, pair => pair.Value.Ms / workload.Divisor),
            floor?.Run(repetitions.Floor).Ms / workload.Divisor,
            turn.ToDictionary(pair => pair.Key, pair => pair.Value.PeakMemoryMb),
            load.Share());
    }

    /// <summary>The engine and threads of each side.</summary>
    public IReadOnlyDictionary<string, SideFacts> Facts() =>
        sides.ToDictionary(side => side.Contestant.Side.Key, side => SideFacts.Of(side.Worker.Facts()));

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        foreach (var (_, worker) in sides)
            worker.Dispose();
        floor?.Dispose();
    }

    private void Agree(Side side, double ours, double theirs)
    {
        if (!(Math.Abs(ours - theirs) <= side.Tolerance * Math.Abs(ours)))
            throw new BenchException(string.Create(
                CultureInfo.InvariantCulture,
                $"{workload.Name}, {workload.Title}: from the same parameters and noise our bound is {ours:F6} nats, and {side.Title} comes to {theirs:F6} nats; they may differ by {side.Tolerance} of it. One of them computes something else, so that their times cannot be compared."));
    }
}
