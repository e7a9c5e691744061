using System.Diagnostics;

namespace Hiwae.Distributed.Tests;

/// <summary>The launchers of this machine.</summary>
internal static class Launcher
{
    /// <summary>Of Open MPI; null where there is none.</summary>
    public static string? OpenMpi { get; } = Find("mpirun.openmpi", "Open MPI", "OpenRTE", "PRRTE");

    /// <summary>Of MPICH; null where there is none.</summary>
    public static string? Mpich { get; } = Find("mpirun.mpich", "HYDRA", "Intel(R) MPI");

    /// <summary>Why tests of MPI cannot run here; null where they can.</summary>
    public static string? Lack { get; } = OpenMpi is null && Mpich is null ? "There is no mpirun: install Open MPI or MPICH (on Debian: apt install openmpi-bin mpich)." : null;

    /// <summary>The one of an implementation.</summary>
    public static string? Of(MpiImplementation implementation) => implementation == MpiImplementation.OpenMpi ? OpenMpi : Mpich;

    /// <summary>A launcher that starts ranks of a program.</summary>
    /// <param name="implementation">Whose.</param>
    /// <param name="ranks">Their number, which may be more than there are cores.</param>
    /// <param name="program">The program's assembly, beside the tests'.</param>
    /// <param name="args">Its line.</param>
    /// <param name="variables">Of the environment, besides.</param>
    public static LaunchedProcess Start(MpiImplementation implementation, int ranks, string program, string[] args, params (string Name, string Value)[] variables)
    {
        string[] options = implementation == MpiImplementation.OpenMpi ? ["--oversubscribe", "-n", $"{ranks}"] : ["-n", $"{ranks}"];
        var start = new ProcessStartInfo(Of(implementation)!, [.. options, "dotnet", Path.Combine(AppContext.BaseDirectory, program), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables.Prepend(("OMPI_ALLOW_RUN_AS_ROOT", "1")).Prepend(("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")))
            start.Environment[name] = value;
        return new(start);
    }

    private static string? Find(string name, params string[] marks)
    {
        foreach (var program in new[] { name, "mpirun" })
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
                var text = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                if (marks.Any(mark => text.Contains(mark, StringComparison.Ordinal)))
                    return program;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no such program.
            }
        }

        return null;
    }
}

/// <summary>A launcher and the ranks that it has started.</summary>
internal sealed class LaunchedProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    public LaunchedProcess(ProcessStartInfo start)
    {
        process = Process.Start(start)!;
        process.StandardInput.Close();
        (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>The process of the launcher.</summary>
    public int Id => process.Id;

    /// <summary>Waits for the end.</summary>
    /// <param name="seconds">So long.</param>
    /// <returns>The exit status, and what was printed; null where it has not ended, and is killed.</returns>
    public (int Status, string Output, string Error)? End(double seconds)
    {
        if (process.WaitForExit(TimeSpan.FromSeconds(seconds)))
            return (process.ExitCode, output.Result, error.Result);
        process.Kill(entireProcessTree: true);
        return null;
    }

    /// <summary>The processes that run an assembly below the launcher.</summary>
    /// <param name="program">The assembly's file name.</param>
    public IReadOnlyList<int> Ranks(string program)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).ToDictionary(id => id, Parent);
        return [.. parents.Keys.Where(id => IsBelow(id) && Line(id).Contains(program, StringComparison.Ordinal) && Line(id).StartsWith("dotnet", StringComparison.Ordinal))];

        bool IsBelow(int id)
        {
            for (var at = id; parents.TryGetValue(at, out var parent); at = parent)
            {
                if (parent == process.Id)
                    return true;
            }

            return false;
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static int Parent(int id) => Read($"/proc/{id}/stat") is { Length: > 0 } text ? int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1]) : 0;

    private static string Line(int id) => Read($"/proc/{id}/cmdline");

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // It has ended.
        }
    }
}

/// <summary>A test with a real MPI. Where there is none it is skipped, and says so; on continuous integration it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute() => Skip = MpiTheoryAttribute.Reason;
}

/// <inheritdoc cref="MpiFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiTheoryAttribute : TheoryAttribute
{
    /// <summary>Why a test of MPI is skipped; null where it runs.</summary>
    public static string? Reason { get; } = Environment.GetEnvironmentVariable("CI") == "true" ? null : Launcher.Lack;

    public MpiTheoryAttribute() => Skip = Reason;
}
