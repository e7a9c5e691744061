namespace Hiwae.Bench.Workers;

/// <summary>PyTorch for Python, as it is installed and with the settings that are fastest.</summary>
/// <param name="python">The interpreter.</param>
/// <param name="folder">The peer's modules.</param>
/// <param name="reference">Whether the first of them gets the reference BLAS instead of the system's choice.</param>
internal sealed class Peers(string python, string folder, bool reference)
{
    private static readonly ImmutableArray<string> ReferenceFolders = ["/usr/lib/x86_64-linux-gnu/blas", "/usr/lib/aarch64-linux-gnu/blas"];

    /// <summary>The library's own defaults throughout.</summary>
    /// <exception cref="BenchException">The reference BLAS is asked for and is not there.</exception>
    public WorkerStart Plain(Workload workload) => Start(workload, [], reference ? [("LD_LIBRARY_PATH", Reference())] : []);

    /// <summary>With settings.</summary>
    public WorkerStart Tuned(Workload workload, PeerSettings settings) => Start(workload, settings.ToArguments(), settings.ToVariables());

    private static string Reference() => ReferenceFolders.FirstOrDefault(Directory.Exists)
        ?? throw new BenchException($"The reference BLAS is in none of {string.Join(", ", ReferenceFolders)}; install it (Debian, Ubuntu: apt-get install libblas3) or leave out --reference-blas.");

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
