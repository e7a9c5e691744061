using Hiwae.Cli.Terminal;

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

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        var result = Invocation.Of("study", "coupling", "--data", images.Path, "--out", images.Run("b"));
        Assert.Equal(2, result.Status);
        Assert.Contains("this study is of images of 28 × 28", result.Error);
    }
}
