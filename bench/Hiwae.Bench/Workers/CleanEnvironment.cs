using System.Collections;

namespace Hiwae.Bench.Workers;

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
