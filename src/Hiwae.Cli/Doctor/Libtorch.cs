namespace Hiwae.Cli.Doctor;

/// <summary>The native tensor library.</summary>
/// <param name="File">Where it was loaded from.</param>
internal sealed record Libtorch(string File)
{
    private const string Core = "libtorch_cpu.so";

    /// <summary>The one among loaded libraries, if any.</summary>
    public static Libtorch? Among(IReadOnlyList<string> libraries) =>
        libraries.FirstOrDefault(l => Path.GetFileName(l).StartsWith(Core, StringComparison.Ordinal)) is { } file ? new(file) : null;
}
