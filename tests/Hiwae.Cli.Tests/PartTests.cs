using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hiwae.Cli.Tests;

/// <summary><c>evaluate --shard</c> and <c>merge</c>: parts that know nothing of each other come to what one evaluation comes to.</summary>
public sealed class PartTests : IDisposable
{
    private static readonly string[] Measured =
    [
        "test_bound", "test_nll", "test_nll_standard_error", "test_nll_samples", "test_images", "effective_sample_size", "variance_log_estimate", "mean_weight_correlation", "mean_log_weight_correlation", "weight_correlation_floor",
    ];

    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string Trained(string model)
    {
        var run = images.Run(model);
        var trained = Invocation.Of("train", model, "--data", images.Path, "--epochs", "1", "--batch", "20", "--test-samples", "5", "--threads", "1", "--out", run);
        Assert.True(trained.Status == 0, trained.Error);
        return run;
    }

    private static Invocation Evaluate(string run, int samples, params string[] more) =>
        Invocation.Of(["evaluate", run, "--samples", $"{samples}", "--threads", "1", "--json", .. more]);

    private static void Parts(string run, int count, int samples, params string[] more)
    {
        // In no order: the last first.
        foreach (var part in Enumerable.Range(1, count).Reverse())
        {
            var made = Evaluate(run, samples, ["--shard", $"{part}/{count}", .. more]);
            Assert.True(made.Status == 0, made.Error);
            Assert.Equal((part, count), (made.Json.GetProperty("part").GetInt32(), made.Json.GetProperty("parts").GetInt32()));
        }
    }

    /// <summary>Forty images in two blocks; of 250 samples the compiled path takes a hundred at a time, so that four parts share images, and two do not.</summary>
    [Theory]
    [InlineData("small", 250, 2, 0)]
    [InlineData("small", 250, 4, 1e-12)]
    [InlineData("small", 250, 9, 1e-12)]
    [InlineData("small", 7, 5, 1e-12)]
    [InlineData("small-balance", 501, 4, 1e-12)]
    [InlineData("small-power", 30, 3, 1e-12)]
    [InlineData("small", 250, 4, 1e-12, "--step", "portable")]
    [InlineData("small-labelled", 40, 3, 1e-12, "--seed", "7", "--limit", "23")]
    public void Parts_come_to_what_the_whole_comes_to(string model, int samples, int count, double tolerance, params string[] more)
    {
        var run = Trained(model);
        var whole = Evaluate(run, samples, more);
        Assert.True(whole.Status == 0, whole.Error);
        Parts(run, count, samples, more);
        var merged = Invocation.Of("merge", run, "--json");
        Assert.True(merged.Status == 0, merged.Error);
        foreach (var name in Measured)
        {
            var (expected, found) = (whole.Json.GetProperty(name), merged.Json.GetProperty(name));
            Assert.Equal(expected.ValueKind, found.ValueKind);
            if (expected.ValueKind == JsonValueKind.Number)
                Assert.InRange(found.GetDouble() - expected.GetDouble(), -tolerance * Math.Abs(expected.GetDouble()), tolerance * Math.Abs(expected.GetDouble()));
        }

        Assert.Equal(whole.Json.EnumerateObject().Select(property => property.Name), merged.Json.EnumerateObject().Select(property => property.Name));
        Assert.Contains(model, Invocation.Of("merge", Path.Combine(run, "evaluation")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_or_does_not_belong_is_named()
    {
        var run = Trained("small");
        var folder = images.Run("parts");
        string[] into = ["--out", folder];
        Refused("there is no such folder", folder);
        Directory.CreateDirectory(folder);
        Refused("There are no parts of an evaluation in ", folder);
        Assert.Equal(0, Evaluate(run, 250, ["--shard", "2/4", .. into]).Status);
        Refused($"Parts 1, 3, 4 of 4 are missing in {folder}. './hiwae evaluate {run} --samples 250 --seed 1 --step compiled --shard 1/4', with what else the line of the other parts has, makes the first.", folder);
        foreach (var part in (string[])["1/4", "4/4"])
            Assert.Equal(0, Evaluate(run, 250, ["--shard", part, .. into]).Status);
        Refused($"Part 3 of 4 is missing in {folder}. './hiwae evaluate {run} --samples 250 --seed 1 --step compiled --shard 3/4', ", folder);
        Assert.Equal(0, Evaluate(run, 250, ["--shard", "3/4", "--seed", "5", .. into]).Status);
        Refused("is a part of another evaluation than ", folder);
        Refused("the seed is 5, not 1", folder);
        Assert.Equal(0, Evaluate(run, 251, ["--shard", "3/4", .. into]).Status);
        Refused("there are 251 samples, not 250", folder);
        Assert.Equal(0, Evaluate(run, 250, ["--shard", "3/4", "--limit", "30", .. into]).Status);
        Refused("there are 30 images, not 40", folder);
        images.WriteImages(100);
        Assert.Equal(0, Evaluate(run, 250, ["--shard", "3/4", .. into]).Status);
        Refused("the images, or what is missing of them, are others", folder);
        images.WriteImages(250);
        Assert.Equal(0, Evaluate(run, 250, ["--shard", "3/4", "--step", "portable", .. into]).Status);
        Refused("name one with --step", folder);
        Assert.Equal(0, Evaluate(run, 250, ["--shard", "3/4", .. into]).Status);
        Assert.Equal(0, Invocation.Of("merge", folder).Status);

        var third = Path.Combine(folder, "part-3-of-4.json");
        var record = JsonNode.Parse(File.ReadAllText(third))!;
        record["sums"]!.AsArray().RemoveAt(0);
        File.WriteAllText(third, record.ToJsonString());
        Refused("do not add up. Image ", folder);
        record["sums"]![0]!["image"] = 40;
        File.WriteAllText(third, record.ToJsonString());
        Refused("a number or a name is missing, or out of its range", folder);
        record["sums"]![0]!["image"] = 30;
        record["of"]!["images"] = int.MaxValue;
        record["of"]!["version"] = "9.9.9";
        File.WriteAllText(third, record.ToJsonString());
        Refused("it was made by version 9.9.9, not ", folder);
        var one = Path.Combine(folder, "part-1-of-4.json");
        var first = JsonNode.Parse(File.ReadAllText(one))!;
        first["rest"] = null;
        File.WriteAllText(one, first.ToJsonString());
        Refused($"{one} is no part of an evaluation", folder);
        File.Delete(one);
        record["format"] = 9;
        File.WriteAllText(third, record.ToJsonString());
        Refused($"{third} has the format 9; this version reads up to 1.", folder);
        File.WriteAllText(third, "{\"format\": 1,\n \"part\": [");
        Refused($"{third}, line 2, is no part of an evaluation. Make the part again.", folder);
        File.WriteAllText(third, "{\"format\": 1}");
        Refused($"{third} is no part of an evaluation: a number or a name is missing, or out of its range. Make the part again.", folder);

        static void Refused(string expected, string folder)
        {
            var merged = Invocation.Of("merge", folder);
            Assert.Equal(1, merged.Status);
            Assert.Contains(expected, merged.Error, StringComparison.Ordinal);
            Assert.Single(merged.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Theory]
    [InlineData("--shard 5/4", "--shard: A part is '5/4'; it must be I/N, such as 2/4 for the second of four, with I from 1 to N and N from 1 to 100000.")]
    [InlineData("--shard 0/4", "A part is '0/4'")]
    [InlineData("--shard two", "A part is 'two'")]
    [InlineData("--out parts", "--out says where a part goes, and --shard is not there; write --shard 1/4 with it, or leave it out.")]
    [InlineData("--shard 1/4 --ais 10", "--ais is not made in parts")]
    public void A_wrong_line_is_explained(string line, string expected)
    {
        var result = Invocation.Of(["evaluate", Trained("small"), .. line.Split(' ')]);
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
