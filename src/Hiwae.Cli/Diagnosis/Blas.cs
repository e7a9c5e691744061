namespace Hiwae.Cli.Diagnosis;

/// <summary>A library of matrix products that was loaded by itself; the tensor engine has its own inside.</summary>
/// <param name="Name">What it is.</param>
/// <param name="File">Where it was loaded from.</param>
internal sealed record Blas(string Name, string File)
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
                return new(name, file);
        }

        return candidates.FirstOrDefault() is { } plain ? new("reference BLAS", plain) : null;
    }

    private static bool IsBlas(string library) => Path.GetFileName(library) is var name
        && (name.StartsWith("libblas.so", StringComparison.Ordinal)
            || name.StartsWith("libopenblas", StringComparison.Ordinal)
            || name.StartsWith("libmkl", StringComparison.Ordinal)
            || name.StartsWith("libblis", StringComparison.Ordinal));
}
