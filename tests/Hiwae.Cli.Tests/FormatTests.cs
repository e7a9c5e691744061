using System.Text.Json;

namespace Hiwae.Cli.Tests;

/// <summary>A file of each format, as its usual tool writes it, trains in one command, and the run is measured again from its record.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("emnist", "small", "--transpose")]
    [InlineData("images.npz", "small")]
    [InlineData("grey.npz", "small")]
    [InlineData("arrays", "small")]
    [InlineData("chardata.mat", "small", "--transpose")]
    [InlineData("silhouettes.mat", "small")]
    [InlineData("amat", "small")]
    [InlineData("labelled.amat", "small", "--validation", "0.2", "--test", "0.2", "--split-seed", "4")]
    [InlineData("cifar-10-batches-bin", "small-colour")]
    [InlineData("pictures", "small")]
    [InlineData("table.csv", "small-table", "--standardise")]
    [InlineData("table.tsv.gz", "small-table", "--standardise")]
    [InlineData("table.parquet", "small-visits")]
    [InlineData("images.safetensors", "small")]
    public void A_file_trains_in_one_command(string name, string model, params string[] options)
    {
        using var runs = new SmallImages();
        var path = Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
        var run = runs.Run("a");
        var trained = Invocation.Of(["train", model, "--data", path, "--epochs", "1", "--batch", "16", "--test-samples", "5", "--threads", "1", "--out", run, "--json", .. options]);
        Assert.True(trained.Status == 0, trained.Error);
        var nll = trained.Json.GetProperty("test_nll").GetDouble();
        Assert.True(double.IsFinite(nll));
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        Assert.Equal(path, record.RootElement.GetProperty("data").GetProperty("source").GetString());
        var measured = Invocation.Of("evaluate", run, "--samples", "5", "--threads", "1", "--json");
        Assert.True(measured.Status == 0, measured.Error);
    }

    [Fact]
    public void Options_for_files_are_not_for_the_built_in_set()
    {
        var refused = Invocation.Of("train", "iwae", "--data", "glyphs", "--transpose");
        Assert.Equal(2, refused.Status);
        Assert.Contains("--transpose is for data from files, and 'glyphs' is built in; leave it out, or name a file or a folder with --data.", refused.Error, StringComparison.Ordinal);
        refused = Invocation.Of("train", "small", "--data", "x", "--validation", "0.6", "--test", "0.5");
        Assert.Equal(2, refused.Status);
        Assert.Contains("The fractions are 0.6 for validation and 0.5 for the test; each must be above 0, and the two together below 1.", refused.Error, StringComparison.Ordinal);
    }
}

/// <summary>A model of colour images of CIFAR's size.</summary>
[Model(Samples = 2)]
public sealed partial record SmallColour(
    [Shape(3, 32, 32), P<DiscretizedLogistic>(nameof(Z), Hidden = [8])] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [8])] Tensor Z);

/// <summary>A model of a table with gaps: two measures, a colour and a count.</summary>
[Model(Samples = 2)]
public sealed partial record SmallTable(
    [Shape(2), Column("length", "weight"), Mask(nameof(Measured)), P<Normal>(nameof(Z), Hidden = [8])] Tensor Measures,
    [Given, Shape(2)] Tensor Measured,
    [Shape(3), Column("colour"), Mask(nameof(Known)), P<Categorical>(nameof(Z), Hidden = [8])] Tensor Colour,
    [Given, Shape(1)] Tensor Known,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Measures), nameof(Measured), nameof(Colour), nameof(Known), Hidden = [8])] Tensor Z);

/// <summary>A model of two columns of a table, with gaps in one.</summary>
[Model(Samples = 2)]
public sealed partial record SmallVisits(
    [Shape(2), Column("age", "half"), Mask(nameof(Seen)), P<Normal>(nameof(Z), Hidden = [8])] Tensor Ages,
    [Given, Shape(2)] Tensor Seen,
    [Shape(2), P<Normal>, Q<Normal>(nameof(Ages), nameof(Seen), Hidden = [8])] Tensor Z);
