using System.Diagnostics;
using System.Text.RegularExpressions;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Workers;

namespace Hiwae.Cli.Sweep;

/// <summary>
/// A run in a process of its own, so that what ends one ends no other. It stops as after Ctrl-C when its standard input ends: when it is told to, and also where this process is gone.
/// </summary>
internal sealed partial class ChildRun : IDisposable
{
    private readonly Process process;
    private readonly StreamWriter log;
    private readonly Action<double> report;
    private readonly Lock gate = new();
    private string last = "";

    private ChildRun(ProcessStartInfo start, string log, Action<double> report)
    {
        this.report = report;
        this.log = new(log, append: true) { AutoFlush = true };
        process = new() { StartInfo = start };
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>The last line that it wrote.</summary>
    public string Last
    {
        get
        {
            lock (gate)
                return last;
        }
    }

    /// <summary>Starts this program once more.</summary>
    /// <param name="line">The command line, without the program's name.</param>
    /// <param name="log">The file that what it writes is added to.</param>
    /// <param name="report">Told of the part of the run that is over, from 0 to 1, on any thread.</param>
    public static ChildRun Start(IReadOnlyList<string> line, string log, Action<double> report)
    {
        var start = ThisProgram.With(line);
        start.Environment[Interruption.EndVariable] = "1";
        return new(start, log, report);
    }

    /// <summary>Asks it to stop and to keep what it has.</summary>
    public void Stop()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is over.
        }
    }

    /// <summary>Waits for its end; the exit status.</summary>
    public int Wait()
    {
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.Dispose();
        log.Dispose();
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (gate)
        {
            last = line;
            log.WriteLine(line);
        }

        if (Ended().Match(line) is { Success: true } ended)
            report(double.Parse(ended.Groups[1].Value, CultureInfo.InvariantCulture) / double.Parse(ended.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@": epoch ([0-9]+) of ([0-9]+): bound")]
    private static partial Regex Ended();
}
