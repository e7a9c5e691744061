using System.Xml.Linq;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Tests.Faults;

namespace Hiwae.Cli.Tests;

public sealed class ToyTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Toy(params string[] more) => ["toy", .. more, "--steps", "30", "--batch", "20", "--draws", "2000", "--threads", "1"];

    [Fact]
    public void A_model_is_trained_measured_and_drawn()
    {
        var result = Invocation.Of(Toy("four-modes", "--samples", "3", "--format", "svg", "--out", images.Run("a"), "--json"));
        Assert.True(result.Status == 0, result.Error);
        var run = result.Json.GetProperty("run");
        Assert.Equal(("four-modes", "hiwae", "balance"), (run.GetProperty("target").GetString(), run.GetProperty("structure").GetString(), run.GetProperty("weights").GetString()));
        Assert.Equal(3, run.GetProperty("samples").GetInt32());
        Assert.Equal(0, run.GetProperty("log_normaliser").GetDouble(), 1e-9);
        Assert.Equal(-run.GetProperty("bound").GetDouble(), run.GetProperty("gap").GetDouble(), 1e-9);
        Assert.InRange(run.GetProperty("gap").GetDouble(), 0, 5);
        Assert.InRange(run.GetProperty("effective_sample_size").GetDouble(), 1, 3);
        var picture = XDocument.Load(result.Json.GetProperty("picture").GetString()!);

        // The density, what is resampled, and three proposals.
        Assert.Single(Elements(picture, "image"));
        Assert.Equal(5, Elements(picture, "text").Count(text => text.Value.StartsWith("proposal ") || text.Value is "resampled by ω" or "four-modes, the target"));
        Assert.True(Elements(picture, "ellipse").Count() > 500);
    }

    [Fact]
    public void Of_many_proposals_the_first_are_drawn()
    {
        var result = Invocation.Of(Toy("moons", "--structure", "iwae", "--samples", "40", "--format", "svg", "--out", images.Run("a"), "--json"));
        Assert.True(result.Status == 0, result.Error);
        var texts = Elements(XDocument.Load(result.Json.GetProperty("picture").GetString()!), "text").Select(text => text.Value).ToArray();
        Assert.Equal(14, texts.Count(text => text.StartsWith("proposal ")));
        Assert.Contains(texts, text => text.Contains("K = 40 (the first 14)"));
    }

    [Theory]
    [InlineData("iwae", "uniform")]
    [InlineData("iwae-hierarchical", "uniform")]
    [InlineData("decoupled", "uniform")]
    [InlineData("hiwae", "learned")]
    [InlineData("hiwae", "power")]
    [InlineData("hiwae", "maximum")]
    public void Every_structure_and_weighting_has_a_model(string structure, string weights)
    {
        var result = Invocation.Of(Toy("moons", "--structure", structure, "--weights", weights, "--samples", "2", "--out", images.Run("a")));
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains(structure, result.Output);
        Assert.Contains(weights, result.Output);
        Assert.Contains("log Z is", result.Output);
        Assert.Equal(weights == "maximum", result.Error.Contains("trained under balance"));
    }

    /// <summary>Too large a step ends at a bound that is no number, or far below that of the untrained proposals; which of them depends on rounding, and one of these ends so.</summary>
    [Fact]
    public void A_training_that_diverged_says_so_and_how_to_train_again()
    {
        string[] rates = ["0.2", "0.25", "0.3", "0.35"];
        var results = rates.Select(rate => (Rate: rate, Result: Invocation.Of(
            "toy", "four-modes", "--samples", "3", "--steps", "60", "--batch", "20", "--draws", "2000", "--threads", "1", "--learning-rate", rate, "--out", images.Run(rate)))).ToArray();
        Assert.True(results.Any(r => r.Result.Error.Contains("diverged")), string.Join('\n', results.Select(r => $"{r.Rate}: {r.Result.Error}")));
        var (rate, result) = results.First(r => r.Result.Error.Contains("diverged"));
        Assert.Equal(0, result.Status);
        Assert.Matches($@"warning: the training diverged: the bound is -[\d,]+\.\d\d nats, and was -\d\.\d\d before it\. Train again with a --learning-rate below {rate}\.", result.Error);
        Assert.DoesNotContain("warning", Invocation.Of(Toy("four-modes", "--out", images.Run("usual"))).Error);
    }

    [Fact]
    public void A_gradient_may_be_chosen()
    {
        var result = Invocation.Of(Toy("rings", "--weights", "uniform", "--gradient", "dreg", "--out", images.Run("a"), "--json"));
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal("dreg", result.Json.GetProperty("run").GetProperty("gradient").GetString());
    }

    [Fact]
    public void A_sweep_prints_every_model_at_every_number_of_proposals()
    {
        var result = Invocation.Of(Toy("--sweep", "banana", "--samples", "1,2", "--out", images.Run("a"), "--json"));
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal(18, result.Json.GetProperty("runs").GetArrayLength());
        Assert.Equal(18, result.Json.GetProperty("medians").GetArrayLength());
        Assert.Equal("toy-sweep-banana.png", Path.GetFileName(result.Json.GetProperty("pictures")[0].GetString()));
    }

    [Fact]
    public void A_comparison_is_a_table_in_Markdown_with_pictures_and_is_not_done_twice()
    {
        string[] line = Toy("--compare", "four-modes", "moons", "--samples", "2,3", "--seeds", "2", "--out", images.Run("a"));
        var first = Invocation.Of(line);
        Assert.True(first.Status == 0, first.Error);
        string[] rows = first.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("| target | model | gap, K = 2 | gap, K = 3 | Var(ŵ)/(E ŵ)², K = 2 | Var(ŵ)/(E ŵ)², K = 3 | corr., K = 2 | corr., K = 3 |", rows[0]);
        Assert.Equal(2 + (2 * 5), rows.Length);
        Assert.StartsWith("| four-modes | iwae, uniform | ", rows[2]);
        Assert.All(["toy-gaps.png", "toy-four-modes.png", "toy-moons.png"], file => Assert.True(File.Exists(Path.Combine(images.Run("a"), file)), file));
        var second = Invocation.Of(line);
        Assert.Contains("40 of 40 trainings are done already", second.Error);
        Assert.Equal(first.Output, second.Output);
    }

    [Fact]
    public void Several_at_a_time_give_the_same_numbers()
    {
        string Table(string threads, string folder)
        {
            using var process = OtherProcess.Start("toy", "--compare", "four-modes", "--samples", "3", "--seeds", "2", "--steps", "30", "--batch", "20", "--draws", "2000", "--threads", threads, "--out", images.Run(folder));
            var result = process.End();
            Assert.True(result.Status == 0, result.Error);
            return result.Output;
        }

        Assert.Equal(Table("1", "a"), Table("3", "b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--compare")]
    public void An_interruption_ends_it_and_keeps_what_is_done(string series)
    {
        var interruption = new Interruption();
        var trainings = 0;
        var error = new ListeningWriter(line =>
        {
            if (line.Contains("seed 1") || series.Length == 0)
                trainings++;
            if (trainings == 3 || series.Length == 0)
                interruption.Request();
        });
        string[] line = Toy([.. series.Split(' ', StringSplitOptions.RemoveEmptyEntries), "four-modes", "--out", images.Run("a")]);
        var result = Invocation.Of(interruption, error, line);
        Assert.Equal(130, result.Status);
        if (series.Length == 0)
        {
            Assert.False(Directory.Exists(images.Run("a")));
            return;
        }

        Assert.True(File.ReadAllLines(Path.Combine(images.Run("a"), "runs.jsonl")).Length >= 3);
        Assert.Contains("| four-modes | iwae, uniform | ", result.Output);
        Assert.Contains("does the others", result.Error);
    }

    [Theory]
    [InlineData("toy", "No target is named")]
    [InlineData("toy four-mods", "Did you mean 'four-modes'?")]
    [InlineData("toy four-modes rings", "name one")]
    [InlineData("toy four-modes --structure iwae --weights balance", "the structure iwae has no balance weights")]
    [InlineData("toy four-modes --structure iwae --weights balance", "write --weights uniform")]
    [InlineData("toy four-modes --structure decoupled --weights learned", "write --weights balance or uniform")]
    [InlineData("toy four-modes --weights power --gradient dreg", "write --weights balance, or another gradient")]
    [InlineData("toy four-modes --structure loose", "--structure is 'loose'; it must be iwae, iwae-hierarchical, decoupled or hiwae")]
    [InlineData("toy four-modes --weights balanced", "Did you mean 'balance'?")]
    [InlineData("toy four-modes --samples 2,3", "name one")]
    [InlineData("toy four-modes --samples 0", "from 1 to 1000")]
    [InlineData("toy four-modes --seeds 3", "--seeds is of --compare")]
    [InlineData("toy --sweep --compare", "write one of them")]
    [InlineData("toy --sweep --gradient dreg", "leave --gradient out, and each is trained as it is declared")]
    [InlineData("toy --sweep --gradient dreg", "--sweep also trains models with power weights")]
    [InlineData("toy --sweep --weights uniform", "leave --structure and --weights out")]
    public void A_wrong_command_line_is_refused_with_a_remedy(string line, string expected)
    {
        var result = Invocation.Of(line.Split(' '));
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(result.Output);
    }

    private static IEnumerable<XElement> Elements(XDocument picture, string name) => picture.Descendants().Where(element => element.Name.LocalName == name);
}
