using System.Text.Json;
using System.Text.Json.Nodes;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary><c>train --config</c>: a run's record repeats it, options go before the file, and what is not known is refused with its line.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string Write(string text)
    {
        File.WriteAllText(images.Run("config.json"), text);
        return images.Run("config.json");
    }

    private TrainingOptions OptionsOf(string run) => Checkpoint.ReadRun(images.Run(run)).Options;

    [Fact]
    public void The_record_of_a_run_repeats_it_to_the_last_bit()
    {
        var first = Invocation.Of(
            "train", "small-masked", "--data", images.Path, "--epochs", "2", "--batch", "30", "--samples", "4", "--learning-rate", "0.0123", "--inference-learning-rate", "0.02", "--gradient", "stl",
            "--inference-updates", "2", "--schedule", "step", "--schedule-step", "1", "--schedule-factor", "0.7", "--amsgrad", "--beta1", "0.8", "--beta2", "0.99", "--epsilon", "1e-5", "--output-start", "mean", "--kl-weight", "0.8", "--warm-up", "0.5", "--free-bits", "0.25", "--averaging", "0.9",
            "--gradient-norm", "7", "--patience", "3", "--missing", "0.2", "--mask-seed", "5", "--mask", images.WriteMask("mask", SmallImages.Train), "--seed", "9", "--test-samples", "20", "--limit", "11",
            "--threads", "1", "--step", "portable", "--out", images.Run("a"));
        Assert.True(first.Status == 0, first.Error);
        var again = Invocation.Of("train", "--config", images.Run("a/run.json"), "--out", images.Run("b"));
        Assert.True(again.Status == 0, again.Error);
        Assert.DoesNotContain("warning: the data are not those", again.Error);
        Assert.Equal(File.ReadAllBytes(images.Run("a/model.safetensors")), File.ReadAllBytes(images.Run("b/model.safetensors")));
        Assert.Equal(Settings("a"), Settings("b"));

        var other = Invocation.Of("train", "--config", images.Run("a/run.json"), "--out", images.Run("c"), "--schedule", "cosine", "--epochs", "1", "--no-state");
        Assert.True(other.Status == 0, other.Error);
        Assert.Equal((1, new LearningRateSchedule.Cosine(), 0.0123), (OptionsOf("c").Epochs, OptionsOf("c").Schedule, OptionsOf("c").LearningRate));
        images.WriteImages(200);
        Assert.Contains("warning: the data are not those that", Invocation.Of("train", "--config", images.Run("c/run.json"), "--out", images.Run("d")).Error);
        Assert.False(File.Exists(images.Run("d/training.safetensors")));
    }

    private string Settings(string run)
    {
        var record = JsonNode.Parse(File.ReadAllText(images.Run($"{run}/run.json")))!.AsObject();
        record.Remove("metrics");
        return record.ToJsonString();
    }

    [Fact]
    public void A_file_by_hand_may_have_comments_and_leave_out_what_it_likes()
    {
        var file = Write($$"""
            {
              "$schema": "anything",
              "model": "small", // the smallest
              "data": { "source": {{JsonSerializer.Serialize(images.Path)}} },
              "options": { "epochs": 1, "batch_size": 50, "gradient": "stl", "patience": null, "schedule": { "kind": "cosine" }, },
              "test": { "samples": 10 },
              "threads": 1, "seed": 4, "json": true
            }
            """);
        var result = Invocation.Of("train", "--config", file, "--out", images.Run("a"));
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal(10, result.Json.GetProperty("test_nll_samples").GetInt32());
        Assert.Equal((1, 50, 4L, Gradient.StickingTheLanding), (OptionsOf("a").Epochs, OptionsOf("a").BatchSize, OptionsOf("a").Seed, OptionsOf("a").Gradient));
        Assert.Equal("small-balance", Invocation.Of("train", "small-balance", "--config", file, "--gradient", "reparameterised", "--out", images.Run("b")).Json.GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("{\n\"options\": {\n \"learning_rat\": 1 } }", "line 3: there is no 'learning_rat' in options. Did you mean 'learning_rate'? There are epochs, batch_size,")]
    [InlineData("{ \"modle\": \"small\" }", "line 1: there is no 'modle'. Did you mean 'model'?")]
    [InlineData("{\n \"options\": { \"epochs\": 0 } }", "line 2: options.epochs is '0'; it must be a whole number from 1 to 10000000.")]
    [InlineData("{ \"options\": { \"epochs\": \"5\" } }", "options.epochs is '5'; it must be a number.")]
    [InlineData("{ \"options\": { \"ams_grad\": 1 } }", "options.ams_grad is 1; it must be true or false.")]
    [InlineData("{ \"options\": { \"gradient\": \"Reinforce\" } }", "options.gradient is 'Reinforce'; it must be reparameterised, stl or dreg.")]
    [InlineData("{ \"options\": { \"gradient_norm\": null } }", "options.gradient_norm is null, which the command line cannot say; write a number, or leave it out.")]
    [InlineData("{ \"options\": { \"samples_per_block\": 5 } }", "options.samples_per_block is no option of the command line")]
    [InlineData("{ \"options\": { \"schedule\": { \"kind\": \"constant\", \"every\": 5 } } }", "--schedule-step is a number of the step schedule")]
    [InlineData("{ \"options\": { \"seed\": 1 },\n \"seed\": 2 }", "line 2: seed is 2, and options.seed is 1; they are the same, so write one of them.")]
    [InlineData("{ \"options\": 5 }", "options is 5; it must be an object with epochs,")]
    [InlineData("{ \"model\": [\"small\"] }", "model is a list; it must be one value.")]
    [InlineData("{ \"model\": 7 }", "model is 7; it must be a text.")]
    [InlineData("{ \"threads\": 1,\n \"threads\": 1 }", "line 2: threads is there twice; write it once.")]
    [InlineData("{ \"threads\": 1,\n \"threads\" }", "line 2: it is no JSON.")]
    [InlineData("[]", "line 1: it must be an object")]
    [InlineData("", "line 1: it is no JSON.")]
    [InlineData("{ \"options\": { \"seed\": 1 } }", "'train' lacks its MODEL.")]
    public void What_is_not_known_is_refused_with_its_line(string text, string expected)
    {
        var result = Invocation.Of("train", "--config", Write(text), "--data", images.Path);
        if (text.Contains("constant"))
            result = Invocation.Of("train", "small", "--config", Write(text), "--data", images.Path);
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public void Every_option_of_train_has_a_key()
    {
        var options = new Train.TrainOptions("hiwae");
        var without = options.All.Select(option => option.Name).Except(["--config", "--resume"]).Except(Train.ConfigKeys.All.Select(key => key.Option));
        Assert.Empty(without);
    }

    [Fact]
    public void A_run_is_begun_or_goes_on_and_not_both()
    {
        Assert.Contains("--config begins a run, and --resume goes on with one", Invocation.Of("train", "--config", "x.json", "--resume", "y").Error);
        Assert.Contains("cannot be read", Invocation.Of("train", "--config", images.Run("nothing.json")).Error);
    }
}
