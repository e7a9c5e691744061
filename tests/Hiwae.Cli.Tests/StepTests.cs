using Hiwae.Compilation;

namespace Hiwae.Cli.Tests;

/// <summary>By which path steps run, and where their time goes.</summary>
public sealed class StepTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(string model, string run, params string[] more) =>
    [
        "train", model, "--data", images.Path, "--epochs", "1", "--batch", "20", "--test-samples", "20", "--threads", "1",
        "--out", images.Run(run), .. more,
    ];

    [Theory]
    [InlineData("small")]
    [InlineData("small-balance")]
    [InlineData("small-masked")]
    [InlineData("small-whole")]
    [InlineData("small-normalised")]
    public void A_profile_adds_up_to_the_step(string model)
    {
        var result = Invocation.Of(Train(model, "a", "--profile", "--json"));
        Assert.True(result.Status == 0, result.Error);
        var rows = result.Json.GetProperty("profile").EnumerateArray().ToArray();
        Assert.All(rows, row => Assert.True(row.GetProperty("ms").GetDouble() >= 0, row.ToString()));
        Assert.True(rows.Sum(row => row.GetProperty("ms").GetDouble()) > 0);

        // A little more than one where clocks are read at different moments.
        Assert.InRange(rows.Sum(row => row.GetProperty("share").GetDouble()), 0.98, 1.1);
        string[] parts = [.. rows.Select(row => row.GetProperty("part").GetString()!)];
        Assert.Contains("batch", parts);
        Assert.Contains("Adam", parts);
        if (result.Json.GetProperty("step").GetString() == "compiled")
            Assert.All(Factors(model), factor => Assert.Contains(factor, parts));
        else
            Assert.Contains("gradient", parts);
    }

    /// <summary>The paths that the engine has.</summary>
    public static TheoryData<string> Paths => ["compiled", "portable"];

    [Theory, MemberData(nameof(Paths))]
    public void A_profile_is_a_table_that_says_what_ran(string step)
    {
        var result = Invocation.Of(Train("small-balance", "a", "--profile", "--step", step));
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains($"step: {step}", result.Output);
        Assert.Contains("whole step", result.Output);
        Assert.Contains("log p(x)", result.Output);
    }

    [Fact]
    public void Both_paths_learn_the_same()
    {
        double Bound(string step, string run) =>
            Invocation.Of(Train("small-whole", run, "--json", "--step", step)).Json.GetProperty("test_bound").GetDouble();
        Assert.Equal(Bound("portable", "a"), Bound("auto", "b"), 0.02);
    }

    [Fact]
    public void Batch_normalisation_is_compiled_in_evaluation()
    {
        Assert.Equal(0, Invocation.Of(Train("small-normalised", "a")).Status);
        double Bound(string step) =>
            Invocation.Of("evaluate", images.Run("a"), "--samples", "20", "--step", step, "--json").Json.GetProperty("test_nll").GetDouble();
        Assert.Equal(Bound("portable"), Bound("compiled"), 1e-3);
    }

    [Fact]
    public void A_compiled_step_that_is_impossible_is_refused_with_its_reason()
    {
        var result = Invocation.Of(Train("small-normalised", "b", "--step", "compiled"));
        Assert.Equal(1, result.Status);
        Assert.Contains("batch normalisation", result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("portable", result.Error);
        Assert.False(Directory.Exists(images.Run("b")));
    }

    [Fact]
    public void Another_precision_is_a_compiled_step_s_alone()
    {
        var result = Invocation.Of(Train("small-whole", "b", "--step", "portable", "--precision", "bf16"));
        Assert.Equal(1, result.Status);
        Assert.Contains("the portable path was asked for", result.Error);
        Assert.Contains("float32", result.Error);
        Assert.False(Directory.Exists(images.Run("b")));
    }

    [Fact]
    public void Another_precision_is_told_or_refused_with_what_the_machine_lacks()
    {
        Assert.Equal("float32", Invocation.Of(Train("small-whole", "a", "--json")).Json.GetProperty("precision").GetString());
        var result = Invocation.Of(Train("small-whole", "b", "--precision", "bf16"));
        if (result.Status == 0)
        {
            Assert.Contains("step: compiled, precision bf16", result.Error);
            Assert.Contains("BFloat16", File.ReadAllText(Path.Combine(images.Run("b"), "run.json")));
            Assert.Equal("bf16", Invocation.Of(Train("small-whole", "c", "--json", "--precision", "bf16")).Json.GetProperty("precision").GetString());
        }
        else
        {
            Assert.Contains("Train with float32", result.Error);
            Assert.Matches("bf16: .*(AVX512_BF16|Linux on x64|gemm_bf16bf16f32_)", result.Error);
            Assert.False(Directory.Exists(images.Run("b")));
        }
    }

    [Fact]
    public void An_explanation_says_what_stands_in_the_way_of_the_compiled_step()
    {
        Assert.Contains("batch normalisation", Invocation.Of("explain", "small-normalised", "--json").Json.GetProperty("step").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("compiled", Invocation.Of("explain", "small-whole", "--json").Json.GetProperty("step").GetString());
    }

    /// <summary>The model's features and factors, as its formulas write them.</summary>
    private static IEnumerable<string> Factors(string model)
    {
        var description = DeclaredModels.All.Single(entry => entry.Description.Name == model).Description;
        return [.. Formula.Features(description), .. description.Factors.Select(factor => Formula.Of(description, factor))];
    }
}
