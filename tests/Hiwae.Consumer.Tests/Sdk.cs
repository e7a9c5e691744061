using System.Diagnostics;

namespace Hiwae.Consumer.Tests;

/// <summary>The SDK, as a user starts it.</summary>
internal static class Sdk
{
    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : "dotnet";

    /// <summary><c>dotnet</c> with arguments in a folder, with more variables than it has already; fails where it takes longer than patience allows.</summary>
    public static Outcome Run(string folder, IEnumerable<(string Name, string Value)> variables, TimeSpan patience, params string[] arguments) =>
        Start(Host, folder, variables, patience, arguments);

    /// <summary>The same of any program.</summary>
    public static Outcome Start(string program, string folder, IEnumerable<(string Name, string Value)> variables, TimeSpan patience, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
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
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{Path.GetFileNameWithoutExtension(program)} {string.Join(' ', arguments)}' has not ended after {patience}.");
        }

        return new(process.ExitCode, output.Result, error.Result);
    }
}

/// <summary>How a process ended, and what it said.</summary>
internal sealed record Outcome(int Status, string Output, string Error)
{
    public override string ToString() => $"status {Status}\n{Output}\n{Error}";
}
