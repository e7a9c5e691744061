using System.Diagnostics;
using System.Xml.Linq;
using Hiwae.Checkpoints;
using Hiwae.Cli.History;
using Hiwae.Cli.Report;
using Hiwae.Cli.Views;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private Invocation Train(string model, params string[] more) => Invocation.Of(
        ["train", model, "--data", images.Path, "--epochs", "2", "--batch", "20", "--test-samples", "20", "--threads", "1", "--out", images.Run("a"), "--json", .. more]);

    private static XElement Page(string file) => XDocument.Parse(File.ReadAllText(file)).Root!;

    [Theory]
    [InlineData("small")]
    [InlineData("small-labelled")]
    [InlineData("small-masked")]
    public void Training_ends_with_a_page_that_needs_nothing_besides_itself(string model)
    {
        var result = Train(model);
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains($"and {images.Run("a/report.html")} shows it", result.Error);
        var page = Page(images.Run("a/report.html"));
        Assert.Equal("en", page.Attribute("lang")!.Value);
        Assert.Single(page.Descendants("h1"));
        Assert.Equal(
            ["Model", "Course of the training", "Pictures", "Latent space", "Estimator on test data", "Settings", "Data, machine, versions", "How to repeat it"],
            page.Descendants("h2").Select(title => title.Value));
        Assert.All(page.Descendants("img"), picture =>
        {
            Assert.StartsWith("data:image/", picture.Attribute("src")!.Value);
            Assert.InRange(picture.Attribute("alt")!.Value.Length, 20, 300);
        });
        Assert.Equal(4, page.Descendants("img").Count());
        Assert.All(page.Descendants("tr"), row => Assert.Contains(row.Elements("th"), cell => cell.Attribute("scope") is not null));
        Assert.Empty(page.Descendants("script").Concat(page.Descendants("link")));
        Assert.DoesNotContain(page.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Value.StartsWith("http", StringComparison.Ordinal));
        var metrics = Checkpoint.ReadRun(images.Run("a")).Metrics;
        Assert.Contains(FormattableString.Invariant($"−{metrics.TestNll:F2}"), page.Value);
        Assert.Contains(page.Descendants("dd"), text => text.Value.StartsWith("p(x", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_is_there_gets_the_same_page()
    {
        Train("small");
        var result = Invocation.Of("report", images.Run("a"), "--out", images.Run("b.html"), "--threads", "1", "--json");
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal(images.Run("b.html"), result.Json.GetProperty("report").GetString());
        Assert.Equal(2, result.Json.GetProperty("epochs").GetInt32());
        var (first, second) = (Page(images.Run("a/report.html")), Page(images.Run("b.html")));
        first.Descendants("tr").Single(row => row.Element("th")!.Value == "machine").Remove(); // Only who trained it knows it.
        Assert.Equal(first.ToString(), second.ToString());
    }

    /// <summary>What a run says of itself is words, whoever wrote it.</summary>
    [Fact]
    public void Names_from_somebody_else_become_text_and_never_elements()
    {
        const string Name = "\"'><script>alert(1)</script>&amp;<img src=x onerror=alert(1)>";
        Train("small");
        var run = Checkpoint.ReadRun(images.Run("a"));
        Checkpoint.SaveRun(images.Run("a"), run with { Engine = Name, Version = Name, Data = run.Data with { Name = Name } });
        Assert.Equal(0, Invocation.Of("report", images.Run("a"), "--threads", "1").Status);
        var text = File.ReadAllText(images.Run("a/report.html"));
        Assert.DoesNotContain("<script", text);
        Assert.DoesNotContain("<img src=x", text);
        var page = Page(images.Run("a/report.html"));
        Assert.Equal($"small on {Name}", page.Descendants("h1").Single().Value);
        Assert.Equal($"small on {Name}", page.Descendants("title").Single().Value);
    }

    [Fact]
    public void Where_the_data_have_moved_there_is_a_page_without_pictures_and_a_warning()
    {
        Train("small");
        var run = Checkpoint.ReadRun(images.Run("a"));
        Checkpoint.SaveRun(images.Run("a"), run with { Data = run.Data with { Source = images.Run("elsewhere") } });
        File.Delete(images.Run("a/metrics.jsonl"));
        var result = Invocation.Of("report", images.Run("a"), "--threads", "1");
        Assert.Equal(0, result.Status);
        Assert.Contains("warning: the report has no pictures and no latent space. The data of the run", result.Error);
        Assert.Contains("warning: the report has no curves: there is no metrics.jsonl in", result.Error);
        Assert.Empty(Page(images.Run("a/report.html")).Descendants("img"));
    }

    [Fact]
    public void The_command_on_the_page_makes_the_same_run_again()
    {
        Train("small-balance", "--learning-rate", "0.01", "--schedule", "step", "--schedule-factor", "0.25", "--amsgrad", "--warm-up", "1.5", "--averaging", "0.5", "--seed", "7", "--inference-updates", "2");
        var run = Checkpoint.ReadRun(images.Run("a"));
        var command = RunSettings.Command("hiwae", run with { Data = run.Data with { Source = images.Path } });
        Assert.Contains(Page(images.Run("a/report.html")).Descendants("code"), code => code.Value == RunSettings.Command("./hiwae", run));
        var result = Invocation.Of([.. command.Split(' ')[1..], "--out", images.Run("b")]);
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal(File.ReadAllBytes(images.Run("a/model.safetensors")), File.ReadAllBytes(images.Run("b/model.safetensors")));
        Assert.Equal(run.Options, Checkpoint.ReadRun(images.Run("b")).Options);
    }

    [UnixFact]
    public void A_shell_takes_the_words_of_the_command_as_they_are()
    {
        Train("small");
        var run = Checkpoint.ReadRun(images.Run("a"));
        const string Source = "/data of 'mine'/$(touch x)";
        var command = RunSettings.Command("echo", run with { Data = run.Data with { Source = Source } });
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command.Replace("echo train", "printf '%s\\n'", StringComparison.Ordinal)]) { RedirectStandardOutput = true })!;
        Assert.Equal(["small", "--data", Source, "--epochs"], shell.StandardOutput.ReadToEnd().Split('\n')[..4]);
    }

    /// <summary>Points on a plane in five dimensions: along (3, 4)/5 three times as far as across.</summary>
    [Fact]
    public void Latent_values_are_drawn_along_the_directions_in_which_they_vary_most()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        double[,] points = { { 3, 0 }, { -3, 0 }, { 0, 1 }, { 0, -1 } };
        var means = TorchSharp.torch.zeros(4, 5, dtype: TorchSharp.torch.ScalarType.Float64);
        for (var i = 0; i < 4; i++)
        {
            means[i, 1] = 7 + (((points[i, 0] * 3) - (points[i, 1] * 4)) / 5);
            means[i, 3] = 2 + (((points[i, 0] * 4) + (points[i, 1] * 3)) / 5);
        }

        var (found, axes) = LatentMap.Principal(means);
        Assert.Equal(["principal component 1 (90 % of the variance)", "principal component 2 (10 % of the variance)"], axes);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(points[i, 0], found[i, 0].item<double>(), 10);
            Assert.Equal(-points[i, 1], found[i, 1].item<double>(), 10); // The largest loading is positive.
        }
    }

    [Fact]
    public void The_report_of_a_folder_without_a_run_says_what_is_missing()
    {
        var result = Invocation.Of("report", images.Run("nowhere"));
        Assert.Equal(1, result.Status);
        Assert.Contains("there is no such folder", result.Error);
    }
}
