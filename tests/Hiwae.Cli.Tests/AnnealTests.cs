using System.Text.Json;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Tests;

/// <summary><c>evaluate --ais</c>.</summary>
public sealed class AnnealTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private void Train(string model) => Assert.Equal(0, Invocation.Of(
        "train", model, "--data", images.Path, "--epochs", "1", "--batch", "20", "--test-samples", "20", "--threads", "1", "--out", images.Run("a")).Status);

    private Invocation Anneal(params string[] more) => Invocation.Of(["evaluate", images.Run("a"), "--samples", "200", "--threads", "1", "--ais-images", "6", "--chains", "4", .. more]);

    [Theory]
    [InlineData("small", "prior")]
    [InlineData("small", "proposal")]
    [InlineData("small-balance", "prior")]
    [InlineData("small-labelled", "prior")]
    [InlineData("small-masked", "proposal")]
    public void Test_images_are_measured(string model, string start)
    {
        Train(model);
        var result = Anneal("--ais", "5,40", "--ais-start", start, "--json");
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal((false, start, 4), (result.Json.GetProperty("is_simulated").GetBoolean(), result.Json.GetProperty("start").GetString(), result.Json.GetProperty("chains").GetInt32()));
        var rows = result.Json.GetProperty("annealed").EnumerateArray().ToArray();
        Assert.Equal([5, 40], rows.Select(row => row.GetProperty("temperatures").GetInt32()));
        Assert.All(rows, row => Assert.Equal((6, JsonValueKind.Null), (row.GetProperty("images").GetInt32(), row.GetProperty("lower_nll").ValueKind)));
        var last = rows[1];
        Assert.InRange(last.GetProperty("nll").GetDouble() - last.GetProperty("importance_nll").GetDouble(), -1.5, 1.5);
        Assert.Equal(last.GetProperty("importance_nll").GetDouble() - last.GetProperty("nll").GetDouble(), last.GetProperty("excess").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("small")]
    [InlineData("small-labelled")]
    [InlineData("small-masked")]
    public void Images_that_the_model_draws_are_put_between_bounds(string model)
    {
        Train(model);
        var result = Anneal("--ais", "40", "--bdmc", "--json");
        Assert.True(result.Status == 0, result.Error);
        Assert.True(result.Json.GetProperty("is_simulated").GetBoolean());
        var row = result.Json.GetProperty("annealed").EnumerateArray().Single();
        Assert.Equal(row.GetProperty("nll").GetDouble() - row.GetProperty("lower_nll").GetDouble(), row.GetProperty("gap").GetDouble(), 1e-9);
        Assert.InRange(row.GetProperty("gap").GetDouble(), -0.5, 1);
    }

    [Fact]
    public void A_table_says_what_was_measured()
    {
        Train("small");
        var result = Anneal("--ais", "5", "--bdmc");
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains("NLL, backward", result.Output);
        Assert.Contains("200 samples", result.Output);
        Assert.Contains("4 chains each, from the prior; step: compiled", result.Error);
        Assert.Contains("NLL, annealed", Anneal("--ais", "5").Output);
    }

    [Fact]
    public void An_interruption_before_anything_was_measured_is_answered()
    {
        Train("small");
        var result = Interrupted("step: compiled", "--ais", "5", "--json");
        Assert.Equal(130, result.Status);
        Assert.Contains("Interrupted; nothing was measured to the end.", result.Error);
        var json = result.Json;
        Assert.Equal(
            (true, JsonValueKind.Null, 0),
            (json.GetProperty("is_interrupted").GetBoolean(), json.GetProperty("importance").ValueKind, json.GetProperty("annealed").GetArrayLength()));
        Assert.Equal([5], json.GetProperty("missing_temperatures").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Empty(Interrupted("step: compiled", "--ais", "5").Output);
    }

    /// <summary>The first number of temperatures would take minutes: what stands is the importance-sampled NLL.</summary>
    [Fact]
    public void An_interruption_of_the_first_chains_keeps_what_importance_sampling_found()
    {
        Train("small");
        var result = Interrupted("1000000 temperatures", "--ais", "1000000,2000000", "--json");
        Assert.Equal(130, result.Status);
        Assert.Contains("Interrupted; what was measured by then is the NLL of 200 samples, of 6 of 6 images; T = 1000000, 2000000 is missing.", result.Error);
        var importance = result.Json.GetProperty("importance");
        Assert.Equal(6, importance.GetProperty("images").GetInt32());
        Assert.Equal(0, result.Json.GetProperty("annealed").GetArrayLength());
        var table = Interrupted("1000000 temperatures", "--ais", "1000000").Output;
        Assert.Contains("200 samples", table);
        Assert.Contains(Numbers.Text(importance.GetProperty("nll").GetDouble()), table);
    }

    /// <summary>Samples are drawn in whole groups of K.</summary>
    [Fact]
    public void The_samples_that_are_named_are_those_that_were_drawn()
    {
        Train("small-balance");
        string[] line = ["evaluate", images.Run("a"), "--samples", "103", "--threads", "1", "--ais-images", "2", "--chains", "2", "--ais", "2"];
        Assert.Equal(104, Invocation.Of([.. line, "--json"]).Json.GetProperty("samples").GetInt32());
        Assert.Contains("104 samples", Invocation.Of(line).Output);
    }

    /// <summary>The second number of temperatures would take minutes.</summary>
    [Fact]
    public void An_interruption_keeps_what_was_measured_by_then()
    {
        Train("small");
        var result = Interrupted("1000000 temperatures", "--ais", "5,1000000", "--json");
        Assert.Equal(130, result.Status);
        Assert.Contains("Interrupted; T = 1000000 is missing.", result.Error);
        Assert.True(result.Json.GetProperty("is_interrupted").GetBoolean());
        Assert.Equal([1000000], result.Json.GetProperty("missing_temperatures").EnumerateArray().Select(value => value.GetInt32()));
        var row = Assert.Single(result.Json.GetProperty("annealed").EnumerateArray());
        Assert.Equal((5, 6), (row.GetProperty("temperatures").GetInt32(), row.GetProperty("images").GetInt32()));
    }

    private Invocation Interrupted(string part, params string[] more)
    {
        var interruption = new Interruption();
        var error = new ListeningWriter(text =>
        {
            if (text.Contains(part, StringComparison.Ordinal))
                interruption.Request();
        });
        return Invocation.Of(interruption, error, ["evaluate", images.Run("a"), "--samples", "200", "--threads", "1", "--ais-images", "6", "--chains", "4", .. more]);
    }

    [Theory]
    [InlineData("--bdmc", "--bdmc says how to anneal, and --ais is not there")]
    [InlineData("--ais 0", "--ais has '0' in it")]
    [InlineData("--ais 5 --ais-start q", "--ais-start is 'q'; it must be prior or proposal")]
    public void A_wrong_line_is_refused(string line, string part)
    {
        var result = Invocation.Of(["evaluate", "unused", .. line.Split(' ')]);
        Assert.Equal(2, result.Status);
        Assert.Contains(part, result.Error);
    }
}
