using Hiwae.Bench.Micro;
using Hiwae.Bench.Results;
using Hiwae.Cli.Terminal;

namespace Hiwae.Bench.Tests;

public class TableTests
{
    private const int Width = 100;

    private static readonly MachineFacts Machine = new("A processor", "its instructions", 128, "A system", 0.5);

    [Fact]
    public void Tables_fit_a_hundred_columns_whatever_was_measured()
    {
        using var text = new StringWriter();
        BenchTable.Write(text, Result);
        Fits(text);
        Assert.Contains("compiled", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_products_do_too()
    {
        using var text = new StringWriter();
        ProductTable.Write(text, new([new("AVX-512", [.. ProductShape.All.Select(shape => new ProductTimes(shape, 1234.5, 1234.5, 1234.5, 0))])], Machine));
        Fits(text);
    }

    [Fact]
    public void One_wild_round_does_not_widen_the_spread() =>
        Assert.Equal(0.1, WorkloadResult.SpreadOf([10.5, 9.5, 10, 1000, 1])!.Value, 12);

    [Fact]
    public void One_round_says_nothing_of_how_rounds_differ() => Assert.Null(WorkloadResult.SpreadOf([10.5]));

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void On_a_narrow_terminal_no_line_is_longer_than_it_is_wide(int width)
    {
        using var text = new StringWriter();
        using var terminal = new TerminalWriter(text, width);
        BenchTable.Write(terminal, Result);
        ProductTable.Write(terminal, new([new("AVX-512", [.. ProductShape.All.Select(shape => new ProductTimes(shape, 1234.5, 1234.5, 1234.5, 0))])], Machine));
        Assert.All(text.ToString().Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
        Assert.Contains("floor/ours", text.ToString(), StringComparison.Ordinal);
    }

    private static BenchResult Result => new(
        [.. Workload.All.Select(workload => WorkloadResult.Of(workload, [Round], 10, BySide(-553.9)))],
        Rounds: 5,
        Threads: 2,
        Machine,
        Side.All.ToDictionary(side => side.Key, _ => new SideFacts("an engine", 2, "compiled")),
        "a library",
        []);

    private static Round Round => new(BySide(1234.56), 123.45, BySide(12345), 0);

    private static IReadOnlyDictionary<string, double> BySide(double value) => Side.All.ToDictionary(side => side.Key, _ => value);

    private static void Fits(StringWriter text) =>
        Assert.All(text.ToString().Split('\n'), line => Assert.True(line.TrimEnd().Length <= Width, $"{line.TrimEnd().Length} columns: {line}"));
}
