namespace Hiwae.Cli.Diagnosis;

/// <summary>The native tensor library.</summary>
/// <param name="Version">Such as 1.13; "unknown" where its file does not tell.</param>
/// <param name="File">Where it was loaded from.</param>
internal sealed record Libtorch(string Version, string File)
{
    private const string Core = "libtorch_cpu.so";

    /// <summary>The one among loaded libraries, if any.</summary>
    public static Libtorch? Among(IReadOnlyList<string> libraries) =>
        libraries.FirstOrDefault(l => Path.GetFileName(l).StartsWith(Core, StringComparison.Ordinal)) is { } file
            ? new(VersionOf(file), file)
            : null;

    // The distribution puts the version behind the name; the project's own builds keep it in a file beside the folder.
    private static string VersionOf(string file)
    {
        var suffix = Path.GetFileName(file)[Core.Length..].TrimStart('.');
        var note = Path.Combine(Path.GetDirectoryName(file) ?? "", "..", "build-version");
        return suffix.Length > 0 ? suffix : System.IO.File.Exists(note) ? System.IO.File.ReadAllText(note).Trim() : "unknown";
    }
}
