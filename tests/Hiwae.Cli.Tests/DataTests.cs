using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary>Models with more data than an image, from the command line to the checkpoint and back.</summary>
public sealed class DataTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private Invocation Train(string model, string run, params string[] more) => TrainFor(2, model, run, more);

    private Invocation TrainFor(int epochs, string model, string run, params string[] more) => Invocation.Of(
    [
        "train", model, "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "20", "--threads", "1",
        "--out", images.Run(run), "--json", .. more,
    ]);

    private Invocation Evaluate(string run, params string[] more) =>
        Invocation.Of(["evaluate", images.Run(run), "--samples", "20", "--threads", "1", "--json", .. more]);

    [Theory]
    [InlineData("small-labelled")]
    [InlineData("small-masked")]
    [InlineData("small-joint")]
    [InlineData("small-whole")]
    public void A_model_is_trained_and_evaluated(string model)
    {
        var trained = Train(model, "a");
        Assert.True(trained.Status == 0, trained.Error);
        Assert.InRange(trained.Json.GetProperty("test_bound").GetDouble(), -100, -1);
        var evaluated = Evaluate("a");
        Assert.True(evaluated.Status == 0, evaluated.Error);
        foreach (var name in new[] { "test_nll", "test_bound", "effective_sample_size" })
            Assert.Equal(trained.Json.GetProperty(name).GetRawText(), evaluated.Json.GetProperty(name).GetRawText());
    }

    [Fact]
    public void A_label_that_is_given_is_used()
    {
        Assert.Equal(0, TrainFor(40, "small-labelled", "a", "--learning-rate", "0.03").Status);
        Assert.Equal(0, TrainFor(40, "small", "b", "--learning-rate", "0.03", "--samples", "2").Status);

        // The label says which row is bright: log 8 = 2.08 nats that the other model has to pay for.
        var gain = Bound("a") - Bound("b");
        Assert.True(gain > 1, $"{gain}");
    }

    [Fact]
    public void Missing_values_are_recorded_and_evaluation_leaves_out_the_same()
    {
        var trained = Train("small-masked", "a", "--missing", "0.5");
        Assert.True(trained.Status == 0, trained.Error);
        Assert.Equal(0.5, Checkpoint.ReadRun(images.Run("a")).Options.Missing);
        Assert.Equal(0.5, trained.Json.GetProperty("missing").GetDouble());
        var half = Evaluate("a").Json;
        Assert.Equal(trained.Json.GetProperty("test_nll").GetRawText(), half.GetProperty("test_nll").GetRawText());
        Assert.Equal(0.5, half.GetProperty("missing").GetDouble());

        // With all pixels there are twice as many to pay for; nothing was learned that would make them cheap.
        var whole = Evaluate("a", "--missing", "0").Json;
        Assert.False(whole.TryGetProperty("missing", out _));
        Assert.InRange(whole.GetProperty("test_nll").GetDouble() / half.GetProperty("test_nll").GetDouble(), 1.5, 2.5);
    }

    [Fact]
    public void Missing_values_without_a_mask_are_refused()
    {
        var result = Train("small", "a", "--missing", "0.5");
        Assert.Equal(2, result.Status);
        Assert.Contains("no variable has a mask", result.Error);
        Assert.Equal(0, Train("small", "a").Status);
        var evaluated = Evaluate("a", "--missing", "0.5");
        Assert.Equal(2, evaluated.Status);
        Assert.Contains("no variable has a mask", evaluated.Error);
    }

    [Fact]
    public void Labels_that_are_not_there_are_missed_before_training()
    {
        File.Delete(images.Run("t10k-labels-idx1-ubyte"));
        var result = Train("small-labelled", "a");
        Assert.Equal(1, result.Status);
        Assert.Contains("small-labelled.Y has 8 values", result.Error);
        Assert.Contains("no labels", result.Error);
        Assert.False(Directory.Exists(images.Run("a")));
    }

    private double Bound(string run) => Evaluate(run).Json.GetProperty("test_bound").GetDouble();
}
