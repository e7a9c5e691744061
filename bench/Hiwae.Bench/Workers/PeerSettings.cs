using System.Runtime.Intrinsics.X86;
using Hiwae.Cli.Options;

namespace Hiwae.Bench.Workers;

/// <summary>Settings by which PyTorch may become faster without a change of the mathematics; denormals are flushed and memory is kept in any case.</summary>
/// <param name="Threads">How many.</param>
/// <param name="CoreType">OpenBLAS's kernels, where its own choice may not be the best; null for its own.</param>
/// <param name="Capability">PyTorch's own vector instructions; null for its own choice.</param>
/// <param name="ForEach">Whether Adam takes all parameters at once, and gradients are dropped instead of zeroed.</param>
/// <param name="HugePages">Whether memory is asked for in large pages.</param>
/// <param name="Rows">Samples of all images that an evaluation holds at a time; null in training.</param>
internal sealed record PeerSettings(int Threads, string? CoreType, string? Capability, bool ForEach, bool HugePages, int? Rows)
{
    // More than a step uses: what it frees stays with the process.
    private const string Kept = "4294967296";

    private static readonly ImmutableArray<string> BlasFolders =
        ["/usr/lib/x86_64-linux-gnu/openblas-openmp", "/usr/lib/aarch64-linux-gnu/openblas-openmp"];

    /// <summary>Where the search starts.</summary>
    public static PeerSettings First(Workload workload) =>
        new(Cores.Physical, null, null, ForEach: !workload.Evaluates, HugePages: false, workload.Evaluates ? 2000 : null);

    /// <summary>One change each, to be tried one after the other.</summary>
    public static ImmutableArray<Func<PeerSettings, PeerSettings>> Changes(Workload workload) =>
    [
        .. Avx512F.IsSupported ? [s => s with { Capability = "avx512" }, s => s with { CoreType = "SkylakeX" }] : None,
        .. Avx2.IsSupported ? [s => s with { CoreType = "Haswell" }] : None,
        .. Cores.Physical > 1 ? [s => s with { Threads = 1 }] : None,
        s => s with { HugePages = true },
        .. workload.Evaluates ? [s => s with { Rows = 5000 }, s => s with { Rows = 20_000 }] : new Func<PeerSettings, PeerSettings>[] { s => s with { ForEach = false } },
    ];

    /// <summary>Arguments of the worker.</summary>
    public ImmutableArray<string> ToArguments() =>
    [
        "--flush",
        "--threads", Threads.ToString(CultureInfo.InvariantCulture),
        .. ForEach ? ["--foreach"] : Array.Empty<string>(),
        .. Rows is { } rows ? ["--rows", rows.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
    ];

    /// <summary>Variables of the process. OpenBLAS for OpenMP is used where there is one, whatever the system's choice of BLAS is.</summary>
    public ImmutableArray<(string Name, string Value)> ToVariables() =>
    [
        ("MALLOC_TRIM_THRESHOLD_", Kept),
        ("MALLOC_MMAP_THRESHOLD_", Kept),
        ("MALLOC_TOP_PAD_", "67108864"),
        .. BlasFolders.Where(Directory.Exists).Take(1).Select(folder => ("LD_LIBRARY_PATH", folder)),
        .. Optional("OPENBLAS_CORETYPE", CoreType),
        .. Optional("ATEN_CPU_CAPABILITY", Capability),
        .. Optional("GLIBC_TUNABLES", HugePages ? "glibc.malloc.hugetlb=1" : null),
    ];

    private static Func<PeerSettings, PeerSettings>[] None => [];

    private static IEnumerable<(string, string)> Optional(string name, string? value) => value is null ? [] : [(name, value)];
}
