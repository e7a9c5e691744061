using System.Diagnostics;
using Hiwae.Cli.Terminal;
using Hiwae.Distributed;

namespace Hiwae.Cli.Workers;

/// <summary>This program, to be started once more.</summary>
internal static class ThisProgram
{
    /// <summary>How to start it, with its three streams redirected.</summary>
    /// <param name="line">The command line, without the program's name.</param>
    /// <exception cref="UsageException">The system does not tell where the program is.</exception>
    public static ProcessStartInfo With(IReadOnlyList<string> line)
    {
        var program = Environment.ProcessPath ?? throw new UsageException("The program does not know its own path, by which it would start others of its kind; do one thing at a time, with --jobs 1 or train.");
        var isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(program, isHost ? [Environment.GetCommandLineArgs()[0], .. line] : line)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Launch.Variables)
            start.Environment.Remove(name);
        return start;
    }
}
