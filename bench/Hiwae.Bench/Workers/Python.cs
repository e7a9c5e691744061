using System.ComponentModel;
using System.Diagnostics;

namespace Hiwae.Bench.Workers;

/// <summary>An interpreter that has PyTorch.</summary>
/// <param name="Interpreter">Its path, or its name on the search path.</param>
/// <param name="Version">PyTorch's.</param>
/// <param name="Obstacle">Why <c>torch.compile</c> cannot be measured, as a clause; null where it can.</param>
internal sealed record Python(string Interpreter, string Version, string? Obstacle)
{
    private const string VersionProbe = "import torch; print(torch.__version__)";

    // What compiles also needs a C++ compiler, which an interpreter need not have.
    private const string CompilerProbe = "import torch; torch.compile(lambda x: torch.tanh(x) + 1)(torch.ones(64))";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "peer");

    /// <summary>Whether <c>torch.compile</c> works.</summary>
    public bool Compiles => Obstacle is null;

    /// <summary>The interpreter of a path.</summary>
    /// <exception cref="BenchException">It is not there or has no PyTorch.</exception>
    public static Python At(string interpreter)
    {
        var version = Run(interpreter, VersionProbe);
        if (version.Status != 0)
            throw new BenchException(
                $"{interpreter}, which --python names, cannot import torch: {version.Last}. Name an interpreter that has PyTorch, or leave --python out; the other columns need none.");
        var compiler = Run(interpreter, CompilerProbe);
        return new(interpreter, version.Last, compiler.Status == 0 ? null : compiler.Last);
    }

    /// <summary>A worker.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="threads">PyTorch's threads.</param>
    /// <param name="isCompiled">Whether the bound is compiled.</param>
    public WorkerStart Start(Workload workload, int threads, bool isCompiled) => new(
        Interpreter,
        [Path.Combine(Folder, "worker.py"), .. WorkerStart.Peer(workload, threads), .. isCompiled ? ["--compile"] : Array.Empty<string>()],
        [("PYTHONDONTWRITEBYTECODE", "1"), WorkerStart.PassiveWaiting]);

    private static (int Status, string Last) Run(string interpreter, string code)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(interpreter, ["-c", code]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return (1, $"it did not answer within {Patience.TotalMinutes} minutes");
            }

            var lines = (process.ExitCode == 0 ? output : error).Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return (process.ExitCode, lines is [.., var last] ? last : $"it ended with exit status {process.ExitCode}");
        }
        catch (Win32Exception e)
        {
            return (1, e.Message);
        }
    }
}
