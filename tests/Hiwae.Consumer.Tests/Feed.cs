namespace Hiwae.Consumer.Tests;

/// <summary>The packages in a folder, and a user who has that folder as the only source: what else packages need was restored for this build.</summary>
public sealed class Feed : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string root = Directory.CreateTempSubdirectory("hiwae-feed-").FullName;

    public Feed()
    {
        foreach (var name in (string[])["feed", "home", "packages", "data"])
            Directory.CreateDirectory(Folder(name));
        File.WriteAllText(
            Path.Combine(root, "nuget.config"),
            $"""<configuration><packageSources><clear /><add key="feed" value="{Folder("feed")}" /></packageSources></configuration>""");
        var packed = Sdk.Run(
            Built.Root, [], Patience, "pack", "Hiwae.Packages.slnf", "-c", Built.Configuration, "--no-build", $"-p:PackageVersion={Version}", "-o", Folder("feed"), "--nologo", "-v", "quiet", "--tl:off", "-nodeReuse:false");
        Assert.True(packed.Status == 0, packed.ToString());
        var installed = Dotnet("", "new", "install", Packages.Single(file => file.Contains("Templates", StringComparison.Ordinal)));
        Assert.True(installed.Status == 0, installed.ToString());
    }

    /// <summary>One that no other packages have: those of an earlier build may be among what was restored.</summary>
    internal static string Version { get; } = FormattableString.Invariant($"{Built.Version}-test{DateTime.UtcNow:yyyyMMddHHmmss}");

    /// <summary>The packages' files.</summary>
    internal IReadOnlyList<string> Packages => Directory.GetFiles(Folder("feed"), "*.nupkg");

    /// <summary>A folder beside the packages.</summary>
    internal string Folder(string name) => Path.Combine(root, name);

    /// <summary><c>dotnet</c> with arguments, in a folder beside the packages.</summary>
    internal Outcome Dotnet(string folder, params string[] arguments) =>
        Sdk.Run(folder.Length == 0 ? root : Folder(folder), [("DOTNET_CLI_HOME", Folder("home")), .. Variables], Patience, arguments);

    /// <summary>The same in a folder elsewhere, with the sources of packages that the user has beside these.</summary>
    internal Outcome DotnetElsewhere(string folder, params string[] arguments)
    {
        File.WriteAllText(
            Path.Combine(folder, "nuget.config"), $"""<configuration><packageSources><add key="feed" value="{Folder("feed")}" /></packageSources></configuration>""");
        return Sdk.Run(folder, Variables, Patience, arguments);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private IEnumerable<(string Name, string Value)> Variables =>
    [
        ("NUGET_PACKAGES", Folder("packages")), ("NUGET_FALLBACK_PACKAGES", Built.PackageRoot), ("XDG_DATA_HOME", Folder("data")), ("HIWAE_DATA", ""),
    ];
}
