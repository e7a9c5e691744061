namespace Hiwae.Consumer.Tests;

/// <summary>A project in a folder of its own, far from this repository's settings, with no source of packages.</summary>
internal sealed class UserProject : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-user-").FullName;

    public UserProject(params (string Name, string Content)[] files)
    {
        Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        foreach (var (name, content) in files)
            Write(name, content);
    }

    public string File(string name) => Path.Combine(folder, name);

    /// <summary>Builds it as a user does, without servers that would outlive the test.</summary>
    public Outcome Build() => Dotnet("build", "-c", Built.Configuration, "--tl:off", "-nodeReuse:false", "-p:UseSharedCompilation=false");

    /// <summary>Runs the program that was built.</summary>
    public Outcome Run(params string[] arguments) => Dotnet(["run", "-c", Built.Configuration, "--no-build", "--", .. arguments]);

    /// <summary>Puts the program that was built into a folder, to be run from there.</summary>
    public Outcome Publish(string folder) => Dotnet("publish", "-c", Built.Configuration, "--no-build", "--tl:off", "-nodeReuse:false", "-o", folder);

    /// <summary>Runs a program that was put into a folder.</summary>
    public Outcome RunFrom(string folder, params string[] arguments) => Dotnet([Path.Combine(folder, "Mine.dll"), .. arguments]);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string name, string content) => System.IO.File.WriteAllText(File(name), content);

    private Outcome Dotnet(params string[] arguments) => Sdk.Run(folder, [], Patience, arguments);
}
