using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Hiwae.Bench.Results;
using Hiwae.Bench.Work;
using Hiwae.Bench.Workers;
using Hiwae.Cli.Options;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Bench.Micro;

/// <summary><c>bench products</c>: our matrix product beside MKL's.</summary>
internal static class ProductsCommand
{
    private const string Name = "products";
    private const string Instructions = "MKL_ENABLE_INSTRUCTIONS";

    /// <summary>The command.</summary>
    public static Command Of(Option<bool> json)
    {
        var turns = NumberOption.Whole("--turns", "How many times each takes its turn (default: 101).", 1, 100_000);
        var command = new Command(Name, "Measure our matrix product next to MKL's, on one thread, by the width of vectors.") { turns };
        command.SetAction(parsed =>
        {
            var result = Measure(parsed.GetValue(turns) ?? 101);
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(result, BenchJson.Indented.ProductsResult));
            else
                ProductTable.Write(Console.Out, result);
        });
        return command;
    }

    /// <summary>The times of one width, as one line of JSON; what a process of its own is started for.</summary>
    public static void Answer(VectorWidth width, int turns, TextWriter output)
    {
        var times = ProductShape.All.Select(shape => ProductRace.Measure(shape, turns, OwnProducts.Of(width), operands => new MklProduct(operands))).ToArray();
        output.WriteLine(JsonSerializer.Serialize(times, BenchJson.Line.ProductTimesArray));
    }

    private static ProductsResult Measure(int turns)
    {
        if (Mkl.Name is null)
            throw new BenchException("There is no MKL to compare with: of TorchSharp's packages the one for Linux alone makes its products known.");
        return new(
            [.. VectorWidths.Supported.Where(width => Allowed(width) is not null).Reverse().Select(width => new ProductsResult.Level(Title(width), Ask(width, turns)))],
            MachineFacts.Here());
    }

    /// <summary>MKL decides once in a process what it computes with, so each width has its own.</summary>
    private static ProductTimes[] Ask(VectorWidth width, int turns)
    {
        var start = WorkerStart.Self(
            [Name, "worker", width.ToString(), turns.ToString(CultureInfo.InvariantCulture)],
            [(Instructions, Allowed(width)!)]);
        using var process = Process.Start(start.ToProcess())!;
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        return line is not null && process.ExitCode == 0
            ? JsonSerializer.Deserialize(line, BenchJson.Line.ProductTimesArray)!
            : throw new BenchException($"The products by {Title(width)} ended with exit status {process.ExitCode}: {process.StandardError.ReadToEnd()}");
    }

    private static string? Allowed(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => "AVX512",
        VectorWidth.Bits256 => "AVX2",
        _ => null,
    };

    private static string Title(VectorWidth width) => width == VectorWidth.Bits512 ? "AVX-512" : "AVX2";
}
