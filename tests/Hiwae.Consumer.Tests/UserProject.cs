using System.Diagnostics;

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

    private Outcome Dotnet(params string[] arguments)
    {
        var start = new ProcessStartInfo(Host, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runner of the tests is itself started by MSBuild, whose variables would lead this one astray.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'dotnet {string.Join(' ', arguments)}' has not ended after {Patience}.");
        }

        return new(process.ExitCode, output.Result, error.Result);
    }

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : "dotnet";
}

/// <summary>How a process ended, and what it said.</summary>
internal sealed record Outcome(int Status, string Output, string Error)
{
    public override string ToString() => $"status {Status}\n{Output}\n{Error}";
}
