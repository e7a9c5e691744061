namespace Hiwae.Bench.Workers;

/// <summary>Somebody who takes part, and how a process for a workload is started.</summary>
/// <param name="Side">Who.</param>
/// <param name="Start">The process, given the workload and the number of threads.</param>
internal sealed record Contestant(Side Side, Func<Workload, int, WorkerStart> Start)
{
    /// <summary>Whether it is this library: such a worker makes parameters, batch and noise by itself, from the same seed, and loads none.</summary>
    public bool IsOurs { get; private init; }

    /// <summary>What <c>train</c> and <c>evaluate</c> do.</summary>
    public static Contestant Ours { get; } = new(Side.Ours, (workload, threads) => WorkerStart.Own(workload, threads, OwnRole.Automatic)) { IsOurs = true };

    /// <summary>The portable path.</summary>
    public static Contestant Portable { get; } = new(Side.Portable, (workload, threads) => WorkerStart.Own(workload, threads, OwnRole.Portable)) { IsOurs = true };

    /// <summary>The model by hand on TorchSharp.</summary>
    public static Contestant Peer { get; } = new(Side.Peer, (workload, threads) => WorkerStart.ByHand(workload, threads, collects: false));

    /// <summary>The same, with the collector called after each step.</summary>
    public static Contestant PeerCollecting { get; } = new(Side.PeerCollecting, (workload, threads) => WorkerStart.ByHand(workload, threads, collects: true));

    /// <summary>The model by hand on PyTorch, and compiled by it where that works.</summary>
    public static IEnumerable<Contestant> On(Python python) =>
    [
        new(Side.Python, (workload, threads) => python.Start(workload, threads, isCompiled: false)),
        .. python.Compiles ? [new Contestant(Side.PythonCompiled, (workload, threads) => python.Start(workload, threads, isCompiled: true))] : Array.Empty<Contestant>(),
    ];
}
