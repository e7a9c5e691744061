using System.Diagnostics;
using System.Reflection;

namespace Hiwae.Bench.Tests;

/// <summary>The benchmark as a user starts it.</summary>
internal static class BenchProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static (int Status, string Output, string Error) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Host, [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'bench {string.Join(' ', arguments)}' has not ended after {Patience}.");
        }

        return (process.ExitCode, output.Result, error.Result);
    }

    private static string Program => Path.Combine(
        Metadata("RepositoryRoot"), "bench", "Hiwae.Bench", "bin", Metadata("Configuration"), "net10.0", "Hiwae.Bench.dll");

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : "dotnet";

    private static string Metadata(string key) =>
        typeof(BenchProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("hiwae-bench-").FullName;

    /// <summary>Writes an executable shell script, and gives its path.</summary>
    public string Script(string name, string lines)
    {
        var file = Path.Combine(path, name);
        File.WriteAllText(file, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    public void Dispose() => Directory.Delete(path, recursive: true);
}

/// <summary>A test of the peer on PyTorch. It runs where the variable names an interpreter that has it; elsewhere it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    private const string Variable = "HIWAE_PYTHON";

    public PythonFactAttribute() =>
        Skip = Interpreter is null ? $"{Variable} names no interpreter; set it to the path of one that has PyTorch to compare with." : null;

    /// <summary>The interpreter that is named, or null.</summary>
    public static string? Interpreter => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;
}
