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
