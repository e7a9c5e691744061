using System.Text.Json;
using Hiwae.Cli.Study;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Tests.Faults;
using Hiwae.Tests;

namespace Hiwae.Cli.Tests;

public sealed class StudyTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Coupling(params string[] more) =>
    [
        "study", "coupling", "--data", "glyphs", "--view", "pixels-8", "--samples", "2", "--gradient", "reparameterised", "--fit-steps", "10", "--steps", "3", "--image-steps", "3",
        "--images", "1", "--draws", "20", "--jobs", "1", "--out", images.Run("a"), .. more,
    ];

    [Fact]
    public void A_study_is_summarised_drawn_and_not_done_twice_and_may_ask_for_more()
    {
        var first = Invocation.Of(Coupling("--part", "amortised,one-image", "--family", "decoupled,hiwae", "--seeds", "2", "--json"));
        Assert.True(first.Status == 0, first.Error);
        Assert.Equal(8, first.Json.GetProperty("cells").GetArrayLength());
        Assert.Equal(4, first.Json.GetProperty("rows").GetArrayLength());
        Assert.Equal(2, first.Json.GetProperty("differences").GetArrayLength());
        Assert.Equal(["coupling-gaps.png", "coupling-sharing.png"], first.Json.GetProperty("pictures").EnumerateArray().Select(picture => Path.GetFileName(picture.GetString()!)));
        Assert.Contains("| mode | sees | gradient | K | decoupled | hiwae |", File.ReadAllText(Path.Combine(images.Run("a"), "coupling.md")));

        var second = Invocation.Of(Coupling("--part", "amortised,one-image", "--family", "decoupled,hiwae", "--seeds", "2"));
        Assert.Contains("8 of 8 cells are done already", second.Error);
        Assert.Contains("hiwae − decoupled: of 1 settings the first is clearly nearer to log p(x) in", second.Output);

        var third = Invocation.Of(Coupling("--part", "ablations", "--seeds", "1", "--json"));
        Assert.True(third.Status == 0, third.Error);
        Assert.Contains("4 of 48 cells are done already", third.Error); // Those in which nothing is varied.
        Assert.Contains("| z0 of 32 values |", File.ReadAllText(Path.Combine(images.Run("a"), "coupling.md")));
    }

    [Fact]
    public void An_interruption_leaves_the_cells_that_are_done()
    {
        var interruption = new Interruption();
        var error = new ListeningWriter(line =>
        {
            if (line.Contains("seed 1: gap", StringComparison.Ordinal))
                interruption.Request();
        });
        var result = Invocation.Of(interruption, error, Coupling("--part", "amortised", "--seeds", "2"));
        Assert.Equal(130, result.Status);
        Assert.Contains("Interrupted after 1 of 10 cells", result.Error);
        Assert.Contains("1 of 10 cells are done already", Invocation.Of(Coupling("--part", "amortised", "--seeds", "2")).Error);
    }

    /// <summary>Two processes of the program do the cells, and come to the numbers of one.</summary>
    [Fact]
    public void Cells_that_are_done_at_the_same_time_come_to_the_same()
    {
        string[] line = Coupling("--part", "amortised", "--family", "heads,hiwae", "--seeds", "2", "--json");
        var alone = Invocation.Of(line).Json.GetProperty("cells").EnumerateArray().Select(Gap).ToArray();
        Directory.Delete(images.Run("a"), recursive: true);
        using var process = OtherProcess.Start([.. line[..Array.IndexOf(line, "--jobs")], "--jobs", "2", .. line[(Array.IndexOf(line, "--jobs") + 2)..]]);
        var together = process.End();
        Assert.True(together.Status == 0, together.Error);
        Assert.Equal(alone, together.Json.GetProperty("cells").EnumerateArray().Select(Gap));
        static (string?, long, double) Gap(JsonElement cell) => (cell.GetProperty("family").GetString(), cell.GetProperty("seed").GetInt64(), cell.GetProperty("gap").GetDouble());
    }

    /// <summary>One that is asked to stop asks those that it started.</summary>
    [UnixFact]
    public void Processes_of_a_study_stop_with_it_and_what_is_done_stays()
    {
        string[] line = ["study", "coupling", "--data", "glyphs", "--view", "pixels-8", "--samples", "2", "--gradient", "reparameterised", "--fit-steps", "10", "--steps", "40", "--part", "amortised", "--seeds", "40", "--draws", "20", "--jobs", "2", "--out", images.Run("a")];
        using var process = OtherProcess.Start(line);
        process.WaitFor("seed 1: gap");
        process.Terminate();
        var end = process.End();
        Assert.Equal(130, end.Status);
        Assert.Contains("of 200 cells, which are kept in", end.Error);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(images.Run("a"), "cells")));
    }

    [Fact]
    public void A_study_of_other_data_or_of_another_p_is_refused()
    {
        Assert.Equal(0, Invocation.Of(Coupling("--part", "amortised", "--family", "heads", "--seeds", "1")).Status);
        var fit = Invocation.Of([.. Coupling("--part", "amortised", "--family", "heads", "--seeds", "1").Select(word => word == "10" ? "20" : word)]);
        Assert.Equal(1, fit.Status);
        Assert.Contains("was fitted in 10 steps, and --fit-steps asks for 20", fit.Error);
    }

    [Fact]
    public void What_ablations_do_not_do_is_refused()
    {
        var result = Invocation.Of("study", "coupling", "--data", "glyphs", "--part", "ablations", "--samples", "5");
        Assert.Equal(2, result.Status);
        Assert.Contains("The ablations are of K = 2, and --samples has 5; add 2, or leave them out with --part.", result.Error);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        var result = Invocation.Of("study", "coupling", "--data", images.Path, "--out", images.Run("b"));
        Assert.Equal(2, result.Status);
        Assert.Contains("this study is of images of 28 × 28", result.Error);
    }

    private string[] Burda(params string[] more) =>
    [
        "study", "burda", "--data", "glyphs", "--layers", "1", "--samples", "1,2", "--gradient", "reparameterised", "--batch", "2000", "--test-samples", "10", "--limit", "20", "--jobs", "1", "--out", images.Run("a"), .. more,
    ];

    [Fact]
    public void The_table_is_printed_kept_and_not_made_twice()
    {
        var first = Invocation.Of(Burda("--epochs", "2", "--json"));
        Assert.True(first.Status == 0, first.Error);
        var rows = first.Json.GetProperty("rows");
        Assert.Equal([1, 2], rows.EnumerateArray().Select(row => row.GetProperty("samples").GetInt32()));
        Assert.All(rows.EnumerateArray(), row => Assert.Equal((2, "reparameterised", JsonValueKind.Null), (row.GetProperty("epochs").GetInt32(), row.GetProperty("gradient").GetString(), row.GetProperty("published").ValueKind)));
        Assert.StartsWith("| layers | K | gradient | seed | NLL | ± s.e. | epochs | published |\n", File.ReadAllText(Path.Combine(images.Run("a"), "table.md")));

        // Without --hours and --epochs it goes on with what was decided, and a run of it is like any other.
        var second = Invocation.Of(Burda());
        Assert.True(second.Status == 0, second.Error);
        Assert.Contains("goes on with them", second.Error);
        Assert.Contains("2 of 2 cells are done already", second.Error);
        Assert.DoesNotContain("Published", second.Output);
        Assert.All(second.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));

        var other = Invocation.Of(Burda("--schedule", "cosine"));
        Assert.Equal(1, other.Status);
        Assert.Contains("schedule cosine", other.Error);
        Assert.Contains("name another folder with --out", other.Error);
    }

    [Fact]
    public void The_time_decides_the_number_of_epochs_once()
    {
        var none = Invocation.Of(Burda());
        Assert.Equal(2, none.Status);
        Assert.Contains("write --hours H for the time that the whole may take, or --epochs N", none.Error);
        var little = Invocation.Of(Burda("--hours", "1e-9"));
        Assert.Equal(2, little.Status);
        Assert.Contains("--hours 1E-09 is too little: one epoch of all 2 cells and their tests, 1 at a time, take about", little.Error);

        // Stopped as soon as it has begun.
        var interruption = new Interruption();
        var error = new ListeningWriter(line =>
        {
            if (line.Contains("epochs for each cell; all together", StringComparison.Ordinal))
                interruption.Request();
        });
        var stopped = Invocation.Of(interruption, error, Burda("--hours", "0.5"));
        Assert.Equal(130, stopped.Status);
        Assert.Contains("Interrupted before one of the 2 cells was done; the same command with --out", stopped.Error);
        var plan = JsonDocument.Parse(File.ReadAllText(Path.Combine(images.Run("a"), "burda.json"))).RootElement;
        Assert.Equal(0.5, plan.GetProperty("hours").GetDouble());
        Assert.Equal(2, plan.GetProperty("timings").GetArrayLength());
        Assert.InRange(plan.GetProperty("epochs").GetInt32(), 2, 100_000);
        using (var again = new Interruption())
        {
            again.Request();
            Assert.Contains($"The study has begun with {plan.GetProperty("epochs").GetInt32()} epochs for each cell", Invocation.Of(again, new ListeningWriter(_ => { }), Burda("--hours", "9")).Error);
        }
    }

    [Theory]
    [InlineData(83.89)]
    [InlineData(null)]
    public void What_is_published_stands_beside_the_cells_with_its_number_of_epochs(double? published)
    {
        BurdaRow row = new(2, 5, "reparameterised", 1, 90.123, 0.25, 1200, published, null);
        var text = BurdaTable.Markdown([row, row with { Gradient = "dreg", Published = null, Nll = null }], 1200);
        Assert.Contains($"| 2 | 5 | reparameterised | 1 | 90.12 | 0.25 | 1200 | {(published is null ? "–" : "83.89")} |", text);
        Assert.Contains("| 2 | 5 | DReG | 1 | – | 0.25 | 1200 | – |", text);
        Assert.Equal(
            published is not null,
            text.Contains("Published are results after 3,280 epochs, of Burda et al. (2016) and, where the gradient is DReG, of nbip/IWAE on GitHub; these here are after 1,200.", StringComparison.Ordinal));
    }

    [Fact]
    public void Images_of_another_number_of_pixels_are_refused()
    {
        var result = Invocation.Of("study", "burda", "--data", images.Path, "--epochs", "1", "--out", images.Run("b"));
        Assert.Equal(2, result.Status);
        Assert.Contains("this study is of images of 28 × 28", result.Error);
    }
}
