using System.CommandLine;
using System.Text.Json;
using Hiwae.Bench.Results;
using Hiwae.Bench.Workers;
using Hiwae.Cli.Options;

namespace Hiwae.Bench;

/// <summary><c>bench</c>: ours and PyTorch side by side.</summary>
internal static class BenchCommand
{
    private const string Program = "./hiwae bench";

    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>0; 1 after a failure, 2 after a wrong command line.</returns>
    public static int Run(string[] arguments)
    {
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter rounds: a first impression." };
        var json = CommonOptions.Json();
        var workloads = new Option<string?>("--workloads")
        {
            HelpName = "A,B,...",
            Description = $"Which workloads, of {string.Join(", ", Workload.All.Select(w => $"{w.Name} ({w.Title})"))} (default: all).",
        };
        var rounds = NumberOption.Whole("--rounds", "How many times each side takes its turn (default: 7, with --quick 3).", 1, 1000);
        var reference = new Option<bool>("--reference-blas")
        {
            Description = "Give the peer as installed the reference BLAS, which is what the package python3-torch alone brings, instead of the system's choice.",
        };
        var root = new RootCommand("Measure training steps and evaluation next to PyTorch for Python, as it is installed and tuned, and next to the matrix products alone.")
        {
            quick, json, workloads, rounds, reference,
        };
        root.HelpName = Program;
        root.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(workloads) is { } names
                ? [.. names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Workload.Named)]
                : Workload.All;
            var options = BenchOptions.Of(chosen, parsed.GetValue(rounds), parsed.GetValue(quick));
            var result = new BenchRun(options, new Peers(Python.Find(), Python.PeerFolder, parsed.GetValue(reference)), Console.Error.WriteLine).Measure();
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(result, BenchJson.Indented.BenchResult));
            else
                BenchTable.Write(Console.Out, result);
        });
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                Console.Error.WriteLine($"error: {error.Message}");
            Console.Error.WriteLine($"'{Program} --help' shows how to write it.");
            return 2;
        }

        return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
    }
}
