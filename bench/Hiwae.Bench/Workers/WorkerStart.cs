using System.Collections;
using System.Diagnostics;
using System.Text;

namespace Hiwae.Bench.Workers;

/// <summary>The command line and environment of a worker.</summary>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Variables">Added to the clean environment.</param>
internal sealed record WorkerStart(string Program, ImmutableArray<string> Arguments, ImmutableArray<(string Name, string Value)> Variables)
{
    /// <summary>Threads of OpenMP that wait for one another sleep, as ours do: otherwise they take the cores from whoever has work.</summary>
    public static (string Name, string Value) PassiveWaiting => ("OMP_WAIT_POLICY", "passive");

    private static string Host => Environment.ProcessPath
        ?? throw new InvalidOperationException("The path of this program is not known, so that it cannot start workers; run it with dotnet.");

    /// <summary>A worker of ours.</summary>
    public static WorkerStart Own(Workload workload, int threads, OwnRole role) =>
        Self(["worker", workload.Name, Text(threads), role.ToString()], [PassiveWaiting]);

    /// <summary>This program with other arguments.</summary>
    public static WorkerStart Self(ImmutableArray<string> arguments, ImmutableArray<(string, string)> variables) =>
        OfAssembly(typeof(WorkerStart).Assembly.Location, arguments, variables);

    /// <summary>The model by hand on TorchSharp.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="threads">TorchSharp's threads.</param>
    /// <param name="collects">Whether it collects after each step what operators left.</param>
    public static WorkerStart ByHand(Workload workload, int threads, bool collects) => OfAssembly(
        Path.Combine(AppContext.BaseDirectory, "Hiwae.Bench.ByHand.dll"),
        [.. Peer(workload, threads), .. collects ? ["--collect"] : Array.Empty<string>()],
        [PassiveWaiting]);

    /// <summary>For a process in a clean environment, whose input and output are pipes.</summary>
    public ProcessStartInfo ToProcess()
    {
        var info = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var variable in CleanEnvironment.Removed)
            info.Environment.Remove(variable);
        foreach (var (variable, value) in Variables)
            info.Environment[variable] = value;
        return info;
    }

    /// <summary>The arguments of a peer.</summary>
    public static ImmutableArray<string> Peer(Workload workload, int threads) =>
    [
        "--model", workload.Model,
        "--samples", Text(workload.Samples),
        "--threads", Text(threads),
        .. workload.Evaluates ? ["--evaluate"] : Array.Empty<string>(),
    ];

    /// <summary>A start by the .NET host that runs this program, or else by the one on the search path.</summary>
    private static WorkerStart OfAssembly(string assembly, ImmutableArray<string> arguments, ImmutableArray<(string, string)> variables) =>
        new(Path.GetFileNameWithoutExtension(Host) == "dotnet" ? Host : "dotnet", [assembly, .. arguments], variables);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The environment without whatever steers threads, BLAS and memory: every worker starts from its libraries' own defaults.</summary>
internal static class CleanEnvironment
{
    private static readonly ImmutableArray<string> Prefixes =
        ["OMP_", "GOMP_", "KMP_", "OPENBLAS_", "GOTO_", "BLIS_", "MKL_", "ATEN_", "DNNL_", "ONEDNN_", "MALLOC_", "GLIBC_TUNABLES", "LD_PRELOAD", "LD_LIBRARY_PATH", "PYTHONPATH"];

    /// <summary>The names that are set and are to be removed.</summary>
    public static ImmutableArray<string> Removed { get; } =
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => (string)entry.Key)
            .Where(name => Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];
}
