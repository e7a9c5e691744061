using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Hiwae.Bench.Results;
using Hiwae.Bench.Work;
using Hiwae.Bench.Workers;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation.Lanes;
using Hiwae.Native;

namespace Hiwae.Bench.Micro;

/// <summary><c>bench products</c>: our matrix product beside MKL's.</summary>
internal static class ProductsCommand
{
    private const string Name = "products";
    /// <summary>The way of products with rounded factors.</summary>
    public const string Bf16 = "bf16";
    private const string Instructions = "MKL_ENABLE_INSTRUCTIONS";

    /// <summary>The command.</summary>
    /// <param name="json">Whether the result is one JSON object.</param>
    /// <param name="terminal">The streams to write to.</param>
    public static Command Of(Option<bool> json, StandardStreams terminal)
    {
        var turns = NumberOption.Whole("--turns", "How many times each takes its turn (default: 101).", 1, 100_000);
        var command = new Command(Name, "Measure our matrix product next to MKL's, on one thread, by the width of vectors, and that of bf16.") { turns };
        command.SetAction(parsed =>
        {
            var result = Measure(parsed.GetValue(turns) ?? 101);
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(result, BenchJson.Indented.ProductsResult));
            else
                ProductTable.Write(terminal.Output, result);
        });
        return command;
    }

    /// <summary>The times of one way, as one line of JSON; what a process of its own is started for.</summary>
    /// <param name="way">A width of vectors, or bf16.</param>
    /// <param name="turns">The number of turns of each side.</param>
    /// <param name="output">The output.</param>
    public static void Answer(string way, int turns, TextWriter output)
    {
        var ours = way == Bf16 ? operands => new Bf16OwnProduct(operands) : OwnProducts.Of(Enum.Parse<VectorWidth>(way));
        var times = ProductShape.All.Select(shape => ProductRace.Measure(shape, turns, ours, operands => new MklProduct(operands))).ToArray();
        output.WriteLine(JsonSerializer.Serialize(times, BenchJson.Line.ProductTimesArray));
    }

    private static ProductsResult Measure(int turns)
    {
        if (Mkl.Name is null)
            throw new BenchException("There is no MKL to compare with: of TorchSharp's packages the one for Linux alone makes its products known.");
        return new(
            [
                .. VectorWidths.Supported.Where(width => Allowed(width) is not null).Reverse()
                    .Select(width => new ProductsResult.Level(Title(width), Ask(width.ToString(), Title(width), [(Instructions, Allowed(width)!)], turns))),
                .. Bf16Product.Obstacle is null ? [new ProductsResult.Level(Bf16, Ask(Bf16, Bf16, [], turns))] : Array.Empty<ProductsResult.Level>(),
            ],
            MachineFacts.Here());
    }

    /// <summary>MKL decides once in a process what it computes with, so each way has its own.</summary>
    private static ProductTimes[] Ask(string way, string title, ImmutableArray<(string, string)> variables, int turns)
    {
        var start = WorkerStart.Self([Name, "worker", way, turns.ToString(CultureInfo.InvariantCulture)], variables);
        using var process = Process.Start(start.ToProcess())!;
        var line = process.StandardOutput.ReadLine();
        process.WaitForExit();
        return line is not null && process.ExitCode == 0
            ? JsonSerializer.Deserialize(line, BenchJson.Line.ProductTimesArray)!
            : throw new BenchException($"The products by {title} ended with exit status {process.ExitCode}: {process.StandardError.ReadToEnd()}");
    }

    private static string? Allowed(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => "AVX512",
        VectorWidth.Bits256 => "AVX2",
        _ => null,
    };

    private static string Title(VectorWidth width) => width == VectorWidth.Bits512 ? "AVX-512" : "AVX2";
}
