namespace Hiwae.Bench.Workers;

/// <summary>PyTorch for Python, as it is installed and with the settings that are fastest.</summary>
/// <param name="python">The interpreter.</param>
/// <param name="folder">The peer's modules.</param>
internal sealed class Peers(string python, string folder)
{
    /// <summary>The library's own defaults throughout.</summary>
    public WorkerStart Plain(Workload workload) => Start(workload, [], []);

    /// <summary>With settings.</summary>
    public WorkerStart Tuned(Workload workload, PeerSettings settings) => Start(workload, settings.ToArguments(), settings.ToVariables());

    private WorkerStart Start(Workload workload, ImmutableArray<string> options, ImmutableArray<(string, string)> variables) => new(
        python,
        [
            Path.Combine(folder, "worker.py"),
            "--model", workload.Model,
            "--samples", workload.Samples.ToString(CultureInfo.InvariantCulture),
            .. workload.Evaluates ? ["--evaluate"] : Array.Empty<string>(),
            .. options,
        ],
        [("PYTHONDONTWRITEBYTECODE", "1"), .. variables]);
}
