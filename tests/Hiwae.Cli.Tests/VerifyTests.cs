using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Tests;

/// <summary>A normal density whose author forgot the constant.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct Careless : IDensity<Careless>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Normal>(raw, noise, shape);

    public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Normal>(raw, value) + value.shape[^1];

    public static Tensor Mean(Tensor raw) => Density.Mean<Normal>(raw);
}

/// <summary>A model with a density that is not normalised, and without images.</summary>
[Model(Samples = 2)]
public sealed partial record SmallCareless(
    [Shape(2), P<Careless>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

public sealed class VerifyTests
{
    [Fact]
    public void A_model_that_satisfies_the_laws_is_reported_law_by_law()
    {
        var result = Invocation.Of("verify", "small-balance", "--tests", "3");
        Assert.True(result.Status == 0, result.Output + result.Error);
        Assert.Contains("small-balance", result.Output);
        Assert.Contains("  ok weights-sum-to-one", result.Output);
        Assert.Contains("  ok same-mean", result.Output);
        Assert.Contains("  ok doubly-reparameterised", result.Output);
        Assert.Contains("  –  more-samples", result.Output);
        Assert.Contains(": all hold; ", result.Output);
    }

    [Fact]
    public void A_broken_law_has_a_counterexample_and_status_1()
    {
        var result = Invocation.Of("verify", "small-careless", "--tests", "2", "--seed", "7");
        Assert.Equal(1, result.Status);
        Assert.Contains("  NO total-probability", result.Output);
        Assert.Contains("  NO draws-have-the-density", result.Output);
        Assert.Contains("                            p(x | z), Careless: the log-density does not match the", result.Output);
        Assert.Contains("counterexample, shrunk: K = 1, 1 datum, parameters × 1, seed 0", result.Output);
        Assert.Contains("replay: ./hiwae verify small-careless --tests 2 --seed 7", result.Output);
    }

    [Fact]
    public void The_results_are_one_json_object()
    {
        var result = Invocation.Of("verify", "small-careless", "--tests", "2", "--json");
        Assert.Equal(1, result.Status);
        Assert.False(result.Json.GetProperty("holds").GetBoolean());
        var laws = result.Json.GetProperty("laws").EnumerateArray().ToDictionary(law => law.GetProperty("name").GetString()!);
        Assert.True(laws["log-weights"].GetProperty("holds").GetBoolean());
        Assert.Equal(2, laws["log-weights"].GetProperty("tests").GetInt32());
        Assert.True(laws["log-weights"].GetProperty("statistic").GetDouble() <= laws["log-weights"].GetProperty("threshold").GetDouble());
        Assert.Equal(1, laws["log-weights"].GetProperty("seed").GetInt64());
        Assert.False(laws["total-probability"].GetProperty("holds").GetBoolean());
        Assert.StartsWith("p(x | z), Careless: ", laws["draws-have-the-density"].GetProperty("finding").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, laws["normaliser"].GetProperty("holds").ValueKind);
        Assert.Contains("normalised density", laws["normaliser"].GetProperty("reason").GetString());
    }

    [Fact]
    public void Without_a_model_all_are_verified_until_the_user_stops_it()
    {
        var interruption = new Interruption();
        interruption.Request();
        var result = Invocation.Of(interruption, new StringWriter(), "verify");
        Assert.Equal(130, result.Status);
        Assert.Contains("Interrupted", result.Error);
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        var result = Invocation.Of("verify", "small", "--tests", "0");
        Assert.Equal(2, result.Status);
        Assert.Contains("--tests is '0'", result.Error);
        Assert.Equal(2, Invocation.Of("verify", "smal").Status);
    }
}
