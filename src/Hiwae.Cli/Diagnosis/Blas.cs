namespace Hiwae.Cli.Diagnosis;

/// <summary>The library of matrix products.</summary>
/// <param name="Name">What it is.</param>
/// <param name="File">Where it was loaded from.</param>
/// <param name="IsReference">Whether it is the reference implementation, which is slow.</param>
internal sealed record Blas(string Name, string File, bool IsReference)
{
    private static readonly (string Part, string Name)[] Optimised =
    [
        ("openblas-openmp", "OpenBLAS with OpenMP"),
        ("openblas-pthread", "OpenBLAS with its own threads"),
        ("openblas-serial", "OpenBLAS without threads"),
        ("libopenblas", "OpenBLAS"),
        ("libmkl", "Intel MKL"),
        ("libblis", "BLIS"),
        ("atlas", "ATLAS"),
    ];

    /// <summary>The one among loaded libraries; null where none is loaded by itself.</summary>
    public static Blas? Among(IReadOnlyList<string> libraries)
    {
        // A distribution keeps libblas.so.3 of every implementation in a folder of that name, with LAPACK beside it.
        var candidates = libraries.Where(IsBlas).ToArray();
        foreach (var (part, name) in Optimised)
        {
            if (candidates.FirstOrDefault(l => l.Contains(part, StringComparison.Ordinal)) is { } file)
                return new(name, file, IsReference: false);
        }

        return candidates.FirstOrDefault() is { } plain ? new("reference BLAS", plain, IsReference: true) : null;
    }

    private static bool IsBlas(string library) => Path.GetFileName(library) is var name
        && (name.StartsWith("libblas.so", StringComparison.Ordinal)
            || name.StartsWith("libopenblas", StringComparison.Ordinal)
            || name.StartsWith("libmkl", StringComparison.Ordinal)
            || name.StartsWith("libblis", StringComparison.Ordinal));
}
