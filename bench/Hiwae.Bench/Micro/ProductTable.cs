using Hiwae.Cli.Terminal;

namespace Hiwae.Bench.Micro;

/// <summary>Products for people, at most a hundred characters wide.</summary>
internal static class ProductTable
{
    private static readonly IReadOnlyList<string> Columns =
        ["", "product", ">MKL µs", ">GFLOP/s", ">ours µs", ">GFLOP/s", ">of MKL", ">packing", ">of MKL"];

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter writer, ProductsResult result)
    {
        Tables.Write(writer, Columns, result.Levels.SelectMany(level => level.Products.Select(times => Row(level.Instructions, times))), keys: 2, groups: [2, 4, 7]);
        writer.WriteLine($"{result.Machine.Processor}, {result.Machine.System}; one thread");
        writer.WriteLine("ours: the weight packed before, as it is once a step; packing: packed again for every product");
        if (result.Levels.Any(level => level.Instructions == ProductsCommand.Bf16))
            writer.WriteLine("bf16: ours with both factors rounded, by MKL's product for them; the other in single precision");
    }

    private static IReadOnlyList<string> Row(string instructions, ProductTimes times) =>
    [
        instructions,
        times.Shape.ToString(),
        Numbers.Text(times.MklUs, 1),
        Numbers.Text(times.Shape.Operations / times.MklUs / 1e3, 0),
        Numbers.Text(times.OursUs, 1),
        Numbers.Text(times.Shape.Operations / times.OursUs / 1e3, 0),
        Numbers.Text(times.Share),
        Numbers.Text(times.OursPackingUs, 1),
        Numbers.Text(times.SharePacking),
    ];
}
