using System.Reflection;
using System.Text.RegularExpressions;

namespace Hiwae.Native;

/// <summary>The native libraries that this process has loaded.</summary>
public static class LoadedLibraries
{
    private const string Maps = "/proc/self/maps";

    /// <summary>The paths of their files; none where the system does not tell.</summary>
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

/// <summary>The places of the package's native libraries: beside the program, where the runtime looks for them, or in NuGet's own folder.</summary>
internal static partial class PackageFiles
{
    private const string SearchDirectories = "NATIVE_DLL_SEARCH_DIRECTORIES";

    /// <summary>The folder inside packages and portable programs that has this machine's libraries.</summary>
    private static readonly string Inner = Path.Combine("runtimes", "linux-x64", "native");

    /// <summary>The first file of a name in the folders, or null.</summary>
    public static string? Find(string name, IEnumerable<string> folders) =>
        folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The folders to look in, best first.</summary>
    /// <param name="torchSharp">TorchSharp itself.</param>
    public static IEnumerable<string> Folders(Assembly torchSharp) => Beside().Concat(Cached(torchSharp)).Distinct();

    private static IEnumerable<string> Beside()
    {
        foreach (var folder in (AppContext.GetData(SearchDirectories) as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, Inner);
    }

    /// <summary>In NuGet's folder TorchSharp and libtorch are apart; which version of the second goes with the first, their common package says.</summary>
    private static IEnumerable<string> Cached(Assembly torchSharp)
    {
        var version = torchSharp.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
        if (version is null)
            yield break;
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        yield return Path.Combine(packages, "torchsharp", version, Inner);
        var manifest = Path.Combine(packages, "torchsharp-cpu", version, "torchsharp-cpu.nuspec");
        if (File.Exists(manifest) && Libtorch().Match(File.ReadAllText(manifest)) is { Success: true } found)
            yield return Path.Combine(packages, "libtorch-cpu-linux-x64", found.Groups[1].Value, Inner);
    }

    [GeneratedRegex("id=\"libtorch-cpu\" version=\"([^\"]+)\"")]
    private static partial Regex Libtorch();
}
