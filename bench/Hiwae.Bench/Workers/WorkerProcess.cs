using System.Diagnostics;
using System.Text.Json;
using Hiwae.Bench.Results;

namespace Hiwae.Bench.Workers;

/// <summary>A worker in a process of its own. It sleeps until it is asked.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LinesOfErrors = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string name;
    private readonly Queue<string> errors = new();

    /// <summary>Starts the process.</summary>
    /// <param name="name">The side's name, for messages.</param>
    /// <param name="start">How.</param>
    public WorkerProcess(string name, WorkerStart start)
    {
        this.name = name;
        Process = Process.Start(start.ToProcess()) ?? throw new InvalidOperationException($"{name}: {start.Program} did not start.");
        Process.ErrorDataReceived += (_, line) => Note(line.Data);
        Process.BeginErrorReadLine();
    }

    /// <summary>The process.</summary>
    public Process Process { get; }

    /// <summary>Takes parameters, batch and noise from a file; the bound.</summary>
    public double Load(string file) => Ask($"load {file}").Bound ?? throw Missing("load", "bound");

    /// <summary>Writes parameters, batch and noise to a file; the bound.</summary>
    public double Write(string file) => Ask($"write {file}").Bound ?? throw Missing("write", "bound");

    /// <summary>Repetitions for a number of seconds; the milliseconds of each.</summary>
    public double Warm(double seconds) =>
        Ask(string.Create(CultureInfo.InvariantCulture, $"warm {seconds}")).Ms ?? throw Missing("warm", "ms");

    /// <summary>Repetitions from the parameters of the start; the milliseconds of each, and the peak memory so far.</summary>
    public (double Ms, double PeakMemoryMb) Run(int times)
    {
        var reply = Ask(string.Create(CultureInfo.InvariantCulture, $"run {times}"));
        return (reply.Ms ?? throw Missing("run", "ms"), reply.PeakMemoryMb ?? throw Missing("run", "peak_memory_mb"));
    }

    /// <summary>Its engine and threads.</summary>
    public Reply Facts() => Ask("facts");

    /// <summary>Ends it: it reads until its input ends.</summary>
    public void Dispose()
    {
        Process.StandardInput.Close();
        if (!Process.WaitForExit(TimeSpan.FromSeconds(10)))
            Process.Kill();
        Process.Dispose();
    }

    private Reply Ask(string command)
    {
        try
        {
            Process.StandardInput.WriteLine(command);
            Process.StandardInput.Flush();
            using var deadline = new CancellationTokenSource(Patience);
            var line = Process.StandardOutput.ReadLineAsync(deadline.Token).AsTask().GetAwaiter().GetResult();
            return line is null ? throw Ended(command) : JsonSerializer.Deserialize(line, BenchJson.Line.Reply) ?? throw Missing(command, "answer");
        }
        catch (IOException)
        {
            throw Ended(command);
        }
        catch (OperationCanceledException)
        {
            throw new BenchException($"{name} did not answer '{command}' within {Patience.TotalMinutes} minutes; is the machine busy? Try --quick.");
        }
    }

    private BenchException Ended(string command)
    {
        Process.WaitForExit();
        lock (errors)
            return new($"{name} ended at '{command}' with exit status {Process.ExitCode}. Its last words:\n{string.Join('\n', errors)}");
    }

    private BenchException Missing(string command, string what) => new($"{name} answered '{command}' without {what}.");

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (errors)
        {
            errors.Enqueue(line);
            if (errors.Count > LinesOfErrors)
                errors.Dequeue();
        }
    }
}

/// <summary>A worker's answer: one line of JSON with what the command asked for.</summary>
/// <param name="Bound">The mean bound on the batch, in nats.</param>
/// <param name="Ms">Milliseconds of a repetition.</param>
/// <param name="PeakMemoryMb">The most resident memory so far, in megabytes of 10⁶ bytes.</param>
/// <param name="Threads">Threads of the tensor engine.</param>
/// <param name="Torch">The tensor engine and its version.</param>
/// <param name="Step">The path that steps take; null where there is one way alone.</param>
internal sealed record Reply(double? Bound = null, double? Ms = null, double? PeakMemoryMb = null, int? Threads = null, string? Torch = null, string? Step = null);
