using System.Runtime.Intrinsics.X86;
using Hiwae.Cli.Options;

namespace Hiwae.Bench.Workers;

/// <summary>PyTorch for Python, as it is installed and with the settings that are fastest.</summary>
/// <param name="python">The interpreter.</param>
/// <param name="folder">The peer's modules.</param>
internal sealed class Peers(string python, string folder)
{
    // More than a step uses: what it frees stays with the process.
    private const string Kept = "4294967296";

    private static readonly ImmutableArray<string> BlasFolders =
        ["/usr/lib/x86_64-linux-gnu/openblas-openmp", "/usr/lib/aarch64-linux-gnu/openblas-openmp", "/usr/lib64/openblas-openmp"];

    private static readonly ImmutableArray<(string, string)> KeptMemory =
    [
        ("MALLOC_TRIM_THRESHOLD_", Kept),
        ("MALLOC_MMAP_THRESHOLD_", Kept),
        ("MALLOC_TOP_PAD_", "67108864"),
    ];

    /// <summary>The library's own defaults throughout.</summary>
    public WorkerStart Plain(Workload workload) => Start(workload, [], []);

    /// <summary>Every setting that may be the fastest on this processor; which one is, is tried.</summary>
    public IEnumerable<WorkerStart> Tuned(Workload workload) =>
        from core in CoreTypes()
        from foreach_ in new[] { false, true }
        where !foreach_ || !workload.Evaluates
        select Start(
            workload,
            ["--threads", Cores.Physical.ToString(CultureInfo.InvariantCulture), "--flush", .. foreach_ ? ["--foreach"] : Array.Empty<string>()],
            [.. KeptMemory, .. Blas(), .. core]);

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

    /// <summary>OpenBLAS for OpenMP where there is one, whatever the system's choice of BLAS is.</summary>
    private static IEnumerable<(string, string)> Blas() =>
        BlasFolders.Where(Directory.Exists).Take(1).Select(found => ("LD_LIBRARY_PATH", found));

    /// <summary>OpenBLAS's own choice, and the kernels that it may have failed to choose.</summary>
    private static IEnumerable<ImmutableArray<(string, string)>> CoreTypes()
    {
        yield return [];
        if (Avx512F.IsSupported)
            yield return [("OPENBLAS_CORETYPE", "SkylakeX")];
        if (Avx2.IsSupported)
            yield return [("OPENBLAS_CORETYPE", "Haswell")];
    }
}
