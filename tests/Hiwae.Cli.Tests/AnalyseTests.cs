using System.Text.Json;
using System.Xml.Linq;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Tests.Pictures;

namespace Hiwae.Cli.Tests;

public sealed class AnalyseTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private void Train(string model, string run)
    {
        var trained = Invocation.Of(
            "train", model, "--data", images.Path, "--epochs", "2", "--batch", "20", "--test-samples", "2", "--limit", "2", "--threads", "1", "--out", images.Run(run));
        Assert.True(trained.Status == 0, trained.Error);
    }

    /// <summary>A small analysis, with other options where they are given.</summary>
    private Invocation Analyse(string run, params string[] more)
    {
        (string Name, string Value)[] small =
        [
            ("--threads", "1"), ("--limit", "4"), ("--repeats", "60"), ("--batches", "2"), ("--batch", "3"), ("--gradient-repeats", "5"),
        ];
        return Invocation.Of(
        [
            "analyse", images.Run(run), .. small.Where(option => !more.Contains(option.Name)).SelectMany(option => (string[])[option.Name, option.Value]), .. more,
        ]);
    }

    [Fact]
    public void Everything_is_printed_and_drawn()
    {
        Train("small", "a");
        var result = Analyse("a");
        Assert.True(result.Status == 0, result.Error);
        foreach (var part in new[]
        {
            "Estimator", "relative variance", "Pareto k̂", "Bound by the number of samples", "Gradients", "reparameterised", "STL", "DReG", "q_z", "Active units", "Pictures",
        })
            Assert.Contains(part, result.Output);
        foreach (var name in new[] { "correlations.png", "weights.png", "sweep.png", "gradients.png" })
        {
            var file = Path.Combine(images.Run("a"), "analysis", name);
            Assert.Contains(Path.GetFullPath(file), result.Output);
            Assert.True(Seen.Of(file).Width > 1000);
        }
    }

    [Fact]
    public void The_numbers_of_the_JSON_agree_with_each_other()
    {
        Train("small", "a");
        var result = Analyse("a", "--json", "--samples", "3,7,60", "--out", images.Run("pictures"));
        Assert.True(result.Status == 0, result.Error);
        var json = result.Json;
        Assert.Equal(3, json.GetProperty("samples").GetInt32());
        var variance = json.GetProperty("mean_relative_variance");
        Assert.Equal(Number(variance, "whole"), Number(variance, "own") + Number(variance, "shared"), 9);
        var matrix = json.GetProperty("weight_correlations");
        Assert.Equal(3, matrix.GetArrayLength());
        for (var i = 0; i < 3; i++)
            Assert.Equal(1, matrix[i][i].GetDouble(), 9);
        var sweep = json.GetProperty("sweep").EnumerateArray().ToArray();
        Assert.Equal([3, 9, 60], sweep.Select(point => point.GetProperty("samples").GetInt32()));
        Assert.Equal(Number(json, "bound"), Number(sweep[0], "bound"), 9);
        Assert.True(Number(sweep[0], "bound") < Number(sweep[2], "bound"));
        var gradients = json.GetProperty("gradients").EnumerateArray().ToArray();
        Assert.Equal(["Reparameterised", "StickingTheLanding", "DoublyReparameterised"], gradients.Select(row => row.GetProperty("gradient").GetString()!).Distinct());
        Assert.All(gradients.Where(row => row.GetProperty("gradient").GetString() == "Reparameterised"), row => Assert.Equal(1, Number(row, "ratio"), 12));
        Assert.Equal(2, json.GetProperty("gradient_batches").GetInt32());
        var units = Assert.Single(json.GetProperty("active_units").EnumerateArray());
        Assert.Equal(("Z", 2), (units.GetProperty("variable").GetString(), units.GetProperty("size").GetInt32()));
        Assert.All(json.GetProperty("pictures").EnumerateArray(), file => Assert.True(File.Exists(file.GetString())));
        Assert.False(Directory.Exists(Path.Combine(images.Run("a"), "analysis")));
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_and_another_others()
    {
        Train("small-balance", "a");
        string Bound(string seed) => Analyse("a", "--json", "--batches", "0", "--seed", seed).Json.GetProperty("bound").GetRawText();
        Assert.Equal(Bound("1"), Bound("1"));
        Assert.NotEqual(Bound("1"), Bound("2"));
    }

    [Fact]
    public void Power_weights_have_no_double_reparameterisation_and_say_so()
    {
        Train("small-power", "a");
        var result = Analyse("a");
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains("DReG is left out: its weights are Power", result.Output);
        Assert.DoesNotContain("Double", Analyse("a", "--json").Json.GetProperty("gradients").GetRawText());
    }

    /// <summary>Proposals that share nothing gain nothing from one another, and an estimate of it would be noise.</summary>
    [Fact]
    public void A_gain_by_coupling_has_an_error_and_is_there_only_where_something_is_shared()
    {
        Train("small", "a");
        Train("small-balance", "b");
        var (alone, coupled) = (Analyse("a", "--batches", "0"), Analyse("b", "--batches", "0", "--json"));
        Assert.Matches("gain by coupling +– +nothing is shared between the proposals", alone.Output);
        Assert.Contains("the best coupling of the same terms that was found would gain", string.Join(' ', alone.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.True(Number(coupled.Json, "coupling_gain_standard_error") > 0);
        Assert.Matches(@"± 0\.\d{3} over images", string.Join(' ', Analyse("b", "--batches", "0").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        var json = Analyse("a", "--batches", "0", "--json").Json;
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Number), (json.GetProperty("coupling_gain").ValueKind, json.GetProperty("coupling_ceiling").ValueKind));
    }

    [Fact]
    public void Where_there_is_no_bound_by_alpha_the_page_says_why()
    {
        Train("small-power", "a");
        Assert.Contains("The bound by α is left out: the weights are Power", Analyse("a", "--batches", "0").Output);
        Train("small-learned", "b");
        var result = Analyse("b", "--batches", "0", "--json");
        Assert.True(result.Status == 0, result.Error);
        double[] bounds = [.. result.Json.GetProperty("by_alpha").EnumerateArray().Select(point => Number(point, "bound"))];
        Assert.Equal(Number(result.Json, "bound"), bounds[0], 9);
        Assert.Equal(bounds.OrderDescending(), bounds);
    }

    [Fact]
    public void Pictures_are_shapes_where_that_is_asked_for()
    {
        Train("small", "a");
        var result = Analyse("a", "--batches", "0", "--format", "svg");
        Assert.True(result.Status == 0, result.Error);
        foreach (var name in new[] { "correlations.svg", "weights.svg", "sweep.svg" })
            Assert.DoesNotContain("NaN", XDocument.Load(Path.Combine(images.Run("a"), "analysis", name)).ToString());
        Assert.Empty(Directory.GetFiles(Path.Combine(images.Run("a"), "analysis"), "*.png"));
        Assert.Contains("--format is 'pdf'; it must be png or svg.", Analyse("a", "--format", "pdf").Error);
    }

    [Fact]
    public void Gradients_may_be_left_out()
    {
        Train("small", "a");
        var result = Analyse("a", "--batches", "0");
        Assert.True(result.Status == 0, result.Error);
        Assert.DoesNotContain("Gradients", result.Output);
        Assert.DoesNotContain("gradients.png", result.Output);
    }

    [Fact]
    public void More_samples_than_draws_are_refused()
    {
        Train("small", "a");
        var result = Analyse("a", "--samples", "3,300");
        Assert.Equal(2, result.Status);
        Assert.Contains("--repeats 100 or more", result.Error);
        Assert.Contains("whole numbers from 1", Analyse("a", "--samples", "3,x").Error);
        Assert.Contains("--repeats is '1'", Analyse("a", "--repeats", "1").Error);
    }

    [Fact]
    public void An_interruption_is_answered_and_keeps_nothing()
    {
        Train("small", "a");
        var interruption = new Interruption();
        interruption.Request();
        var result = Invocation.Of(interruption, new StringWriter(), "analyse", images.Run("a"), "--threads", "1", "--limit", "2");
        Assert.Equal(130, result.Status);
        Assert.False(Directory.Exists(Path.Combine(images.Run("a"), "analysis")));
    }

    [Fact]
    public void A_folder_without_a_run_and_one_that_holds_a_run_are_named()
    {
        Train("small", "a");
        var missing = Invocation.Of("analyse", images.Run("nothing"));
        Assert.Equal(1, missing.Status);
        Assert.Contains(images.Run("nothing"), missing.Error);
        var taken = Analyse("a", "--out", images.Run("a"));
        Assert.Equal(2, taken.Status);
        Assert.Contains("holds a run already", taken.Error);
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
