using System.Diagnostics;
using System.Text.Json.Nodes;
using Hiwae.Bench.ByHand.Models;

namespace Hiwae.Bench.ByHand;

/// <summary>
/// One workload on TorchSharp, measured in a process of its own. Answers commands, one a line, with one JSON object a line:
/// <code>
/// load FILE    takes parameters, batch and noise from the file; {"bound": the mean bound in nats}
/// warm S       steps for so many seconds; {"ms": milliseconds for each}
/// run N        the parameters of the file again, two steps that are not counted, then N that are; {"ms": for each, "peak_memory_mb": so far}
/// facts        {"torch": versions, "threads": their number}
/// </code>
/// </summary>
internal sealed class Worker(WorkerOptions options) : IDisposable
{
    private const int Uncounted = 2;

    private readonly Model model = Model.Named(options.Model, options.Samples);
    private readonly DisposeScope kept = NewDisposeScope();
    private IReadOnlyDictionary<string, Tensor>? start;
    private IWork? work;

    private IWork Work => work ?? throw new ArgumentException("There is nothing to measure yet; 'load FILE' comes first.");

    /// <summary>The answer to a command.</summary>
    /// <exception cref="ArgumentException">It is no command.</exception>
    public string Answer(string line) => (line.Split(' ', 2) switch
    {
        ["load", var file] => new JsonObject { ["bound"] = Load(file) },
        ["warm", var seconds] => new JsonObject { ["ms"] = Warm(double.Parse(seconds, CultureInfo.InvariantCulture)) },
        ["run", var steps] => new JsonObject { ["ms"] = Run(int.Parse(steps, CultureInfo.InvariantCulture)), ["peak_memory_mb"] = PeakMemory.Megabytes() },
        ["facts"] => new JsonObject
        {
            ["torch"] = $"TorchSharp {typeof(Tensor).Assembly.GetName().Version?.ToString(3)}, libtorch {__version__}",
            ["threads"] = get_num_threads(),
        },
        _ => throw new ArgumentException($"'{line}' is no command; there are load, warm, run and facts."),
    }).ToJsonString();

    /// <inheritdoc/>
    public void Dispose()
    {
        work?.Dispose();
        model.Dispose();
        kept.Dispose();
    }

    private double Load(string file)
    {
        var found = TensorFile.Read(file);
        start = found.Under("parameters.");
        var noise = found.Under("noise.").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).ToArray();
        var batch = found["batch"];
        model.Load(start);
        work?.Dispose();
        var leftovers = new Leftovers(options.Collects);
        work = options.Evaluates ? new Evaluation(model, batch, options.Samples, leftovers) : new Training(model, batch, options.Samples, leftovers);
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        return model.LogWeights(batch, noise).logsumexp(1).mean().item<float>();
    }

    private double Warm(double seconds)
    {
        var watch = Stopwatch.StartNew();
        var steps = 0;
        for (; steps < Uncounted || watch.Elapsed.TotalSeconds < seconds; steps++)
            Work.Step();
        return watch.Elapsed.TotalMilliseconds / steps;
    }

    private double Run(int steps)
    {
        model.Load(start!);
        for (var i = 0; i < Uncounted; i++)
            Work.Step();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < steps; i++)
            Work.Step();
        return watch.Elapsed.TotalMilliseconds / steps;
    }
}

/// <summary>The memory of this process.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status";

    /// <summary>The most resident memory so far, in megabytes of 10⁶ bytes.</summary>
    public static double Megabytes()
    {
        if (!File.Exists(Status))
            return Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var line = File.ReadLines(Status).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
