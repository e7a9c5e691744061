namespace Hiwae.Native;

/// <summary>The native libraries that this process has loaded.</summary>
public static class LoadedLibraries
{
    private const string Maps = "/proc/self/maps";

    /// <summary>Their files; none where the system does not tell.</summary>
    public static IReadOnlyList<string> Current() => File.Exists(Maps) ? From(File.ReadLines(Maps)) : [];

    /// <summary>Reads lines of the form "address permissions offset device inode path".</summary>
    public static IReadOnlyList<string> From(IEnumerable<string> lines) =>
    [
        .. lines
            .Select(l => l.IndexOf('/') is >= 0 and var start ? l[start..] : "")
            .Where(path => Path.GetFileName(path).Contains(".so", StringComparison.Ordinal))
            .Distinct(),
    ];
}
