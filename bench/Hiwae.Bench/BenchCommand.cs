using System.CommandLine;
using System.Text.Json;
using Hiwae.Bench.Micro;
using Hiwae.Bench.Results;
using Hiwae.Bench.Scale;
using Hiwae.Bench.Workers;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;

namespace Hiwae.Bench;

/// <summary><c>bench</c>: ours and the same models by hand side by side.</summary>
internal static class BenchCommand
{
    private const string Program = "./hiwae bench";

    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>0; 1 after a failure, 2 after a wrong command line.</returns>
    public static int Run(string[] arguments)
    {
        var terminal = StandardStreams.OfConsole();
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter rounds: a first impression." };
        var json = CommonOptions.Json();
        json.Recursive = true;
        var workloads = new Option<string?>("--workloads")
        {
            HelpName = "A,B,...",
            Description = $"Which workloads, of {string.Join(", ", Workload.All.Select(w => $"{w.Name} ({w.Title})"))} (default: all).",
        };
        var rounds = NumberOption.Whole("--rounds", "How many times each side takes its turn (default: 7, with --quick 3).", 1, 1000);
        var threads = NumberOption.Whole("--threads", "Threads of every side (default: one for each physical core).", 1, 1024);
        var portable = new Option<bool>("--portable") { Description = "Measure the portable path too, which does without compiled steps." };
        var bf16 = new Option<bool>("--bf16") { Description = "Measure training steps with products in bf16 too, where the processor has instructions for them." };
        var python = new Option<string?>("--python")
        {
            HelpName = "PATH",
            Description = "An interpreter that has PyTorch: measure the same models by hand on PyTorch too, and compiled by it where its torch.compile works.",
        };
        var scale = new Option<bool>("--scale") { Description = "Measure instead what training on several machines is worth, up to 1,024 processes, by a model of cost: steps and messages are measured here, links between machines assumed." };
        var root = new RootCommand("Measure training steps and evaluation next to the same models by hand on TorchSharp, and next to their matrix products alone.")
        {
            quick, json, workloads, rounds, threads, portable, bf16, python, scale, ProductsCommand.Of(json, terminal),
        };
        root.HelpName = Program;
        Option[] others = [quick, workloads, rounds, portable, bf16, python];
        root.Validators.Add(result =>
        {
            if (result.GetValue(scale) && others.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } unused)
                result.AddError($"{unused.Name} says nothing beside --scale, which measures its own steps; leave one of the two away.");
        });
        root.SetAction(parsed =>
        {
            if (parsed.GetValue(scale))
            {
                var scaled = ScaleResult.Measure(parsed.GetValue(threads) ?? Cores.Physical, terminal.Error.WriteLine);
                if (parsed.GetValue(json))
                    Console.Out.WriteLine(JsonSerializer.Serialize(scaled, BenchJson.Indented.ScaleResult));
                else
                    ScaleTable.Write(terminal.Output, scaled);
                return;
            }

            var chosen = parsed.GetValue(workloads) is { } names
                ? [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Workload.Named)]
                : Workload.All;
            var options = BenchOptions.Of(chosen, parsed.GetValue(threads) ?? Cores.Physical, parsed.GetValue(rounds), parsed.GetValue(quick));
            var contestants = Contestants(parsed.GetValue(portable), parsed.GetValue(bf16), parsed.GetValue(python), terminal.Error.WriteLine);
            var result = new BenchRun(options, contestants, terminal.Error.WriteLine).Measure();
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(result, BenchJson.Indented.BenchResult));
            else
                BenchTable.Write(terminal.Output, result);
        });
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine($"error: {error.Message}");
            terminal.Error.WriteLine($"'{Program} --help' shows how to write it.");
            return 2;
        }

        return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
    }

    private static IReadOnlyList<Contestant> Contestants(bool portable, bool bf16, string? interpreter, Action<string> say)
    {
        var contestants = new List<Contestant> { Contestant.Ours, Contestant.Peer, Contestant.PeerCollecting };
        if (portable)
            contestants.Add(Contestant.Portable);
        if (bf16 && Contestant.Bf16Obstacle is { } lack)
            say($"Steps in bf16 are left out: {lack}");
        else if (bf16)
            contestants.Add(Contestant.Bf16);
        if (interpreter is null)
            return contestants;
        var python = Python.At(interpreter);
        if (python.Obstacle is { } obstacle)
            say($"torch.compile of PyTorch {python.Version} does not work there, and is left out: {obstacle}");
        return [.. contestants, .. Contestant.On(python)];
    }
}
