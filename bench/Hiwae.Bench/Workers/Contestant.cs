using Hiwae.Native;

namespace Hiwae.Bench.Workers;

/// <summary>A side that takes part, and the start of its process for a workload.</summary>
/// <param name="Side">The side.</param>
/// <param name="Start">The process, given the workload and the number of threads.</param>
internal sealed record Contestant(Side Side, Func<Workload, int, WorkerStart> Start)
{
    /// <summary>Whether it is this library: such a worker makes parameters, batch and noise by itself, from the same seed, and loads none.</summary>
    public bool IsOurs { get; private init; }

    /// <summary>Whether it takes part in training alone.</summary>
    public bool Trains { get; private init; }

    /// <summary>The path that <c>train</c> and <c>evaluate</c> take.</summary>
    public static Contestant Ours { get; } = new(Side.Ours, (workload, threads) => WorkerStart.Own(workload, threads, OwnRole.Automatic)) { IsOurs = true };

    /// <summary>The portable path.</summary>
    public static Contestant Portable { get; } = new(Side.Portable, (workload, threads) => WorkerStart.Own(workload, threads, OwnRole.Portable)) { IsOurs = true };

    /// <summary>Training steps with products in bf16; what is evaluated is not computed in it.</summary>
    public static Contestant Bf16 { get; } = new(Side.Bf16, (workload, threads) => WorkerStart.Own(workload, threads, OwnRole.Bf16)) { IsOurs = true, Trains = true };

    /// <summary>Why <see cref="Bf16"/> cannot take part, as a clause; null where it can.</summary>
    public static string? Bf16Obstacle => Bf16Product.Obstacle;

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
