using System.ComponentModel;
using System.Diagnostics;

namespace Hiwae.Bench.Workers;

/// <summary>The interpreter that the peer runs in.</summary>
internal static class Python
{
    private const string Variable = "PYTHON";
    private const string Distribution = "/usr/bin/python3";

    /// <summary>The peer's modules.</summary>
    public static string PeerFolder => Path.Combine(AppContext.BaseDirectory, "peer");

    /// <summary>The one that the environment names, or else the distribution's, if it has PyTorch.</summary>
    /// <exception cref="BenchException">It is not there or has no PyTorch.</exception>
    public static string Find()
    {
        var python = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Distribution;
        return HasTorch(python)
            ? python
            : throw new BenchException(
                $"{python} cannot import torch, and without PyTorch there is nothing to compare with. Install it (Debian, Ubuntu: apt-get install python3-torch) or name another Python in {Variable}.");
    }

    /// <summary>Whether an interpreter can import PyTorch.</summary>
    public static bool HasTorch(string python)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import torch, numpy"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            process?.WaitForExit();
            return process is { ExitCode: 0 };
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
