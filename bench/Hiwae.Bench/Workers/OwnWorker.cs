using System.Diagnostics;
using System.Text.Json;
using Hiwae.Bench.Results;
using Hiwae.Bench.Work;
using Hiwae.Compilation;
using Hiwae.Native;
using Memory = Hiwae.Cli.Machine.Memory;

namespace Hiwae.Bench.Workers;

/// <summary>
/// One workload of ours, or its floor, measured in a process of its own. It answers the commands of the peers' workers, one a line, but
/// that it does not <c>load</c> a file: it makes one, with <c>write FILE</c>.
/// </summary>
internal static class OwnWorker
{
    private const int Uncounted = 2;

    /// <summary>Answers until the input ends.</summary>
    public static void Run(Workload workload, int threads, OwnRole role, TextReader input, TextWriter output)
    {
        Engine.Require();
        torch.set_num_threads(threads);
        using var work = role switch
        {
            OwnRole.Floor => new FloorWork(workload.Products, threads),
            OwnRole.Portable => workload.Create(workload, StepPath.Portable, Precision.Float32),
            OwnRole.Bf16 => workload.Create(workload, StepPath.Automatic, Precision.BFloat16),
            _ => workload.Create(workload, StepPath.Automatic, Precision.Float32),
        };
        while (input.ReadLine() is { } line)
        {
            output.WriteLine(JsonSerializer.Serialize(Answer(work, line), BenchJson.Line.Reply));
            output.Flush();
        }
    }

    private static Reply Answer(IWork work, string line) => line.Split(' ', 2) switch
    {
        ["write", var file] => new(Bound: work.Write(file)),
        ["warm", var seconds] => new(Ms: Warm(work, double.Parse(seconds, CultureInfo.InvariantCulture))),
        ["run", var times] => Measured(work, int.Parse(times, CultureInfo.InvariantCulture)),
        ["facts"] => new(Threads: torch.get_num_threads(), Torch: $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}", Step: work.Path),
        _ => throw new ArgumentException($"'{line}' is no command; there are write, warm, run and facts."),
    };

    private static double Warm(IWork work, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var times = 0;
        for (; times < Uncounted || watch.Elapsed.TotalSeconds < seconds; times++)
            work.Repeat(1);
        return watch.Elapsed.TotalMilliseconds / times;
    }

    private static Reply Measured(IWork work, int times)
    {
        work.Reset();
        work.Repeat(Uncounted);
        var watch = Stopwatch.StartNew();
        work.Repeat(times);
        return new(Ms: watch.Elapsed.TotalMilliseconds / times, PeakMemoryMb: Memory.PeakMegabytes());
    }
}

/// <summary>The role of a worker of ours.</summary>
internal enum OwnRole
{
    /// <summary>The path that commands take: compiled where that is possible.</summary>
    Automatic,

    /// <summary>The portable path.</summary>
    Portable,

    /// <summary>Compiled steps with products in bf16.</summary>
    Bf16,

    /// <summary>The matrix products alone.</summary>
    Floor,
}
