using System.Text.Json;
using Hiwae.Cli.Runs;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary>Results that are finite numbers and mean nothing, or less than they seem to.</summary>
public sealed class WarningTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(string run, params string[] more) =>
    [
        "train", "small", "--data", images.Path, "--epochs", "4", "--batch", "20", "--test-samples", "20", "--threads", "1", "--out", images.Run(run), .. more,
    ];

    [Theory]
    [InlineData(-545, -120, -120, false)]
    [InlineData(-545, -120, -150, false)] // It learned the training images by heart.
    [InlineData(-545, -120, -340, true)] // More than half of the gain is gone.
    [InlineData(-545, -412_569_096, -412_569_096, true)]
    [InlineData(-545, -545.3, -546, false)] // It learned nothing, and lost nothing.
    [InlineData(-545, -545, -590, false)] // Within what batches differ by.
    [InlineData(-545, -545, -610, true)]
    [InlineData(-3, -2, -2.9, false)]
    [InlineData(500, 1200, 1190, false)]
    [InlineData(500, 1200, 700, true)]
    public void A_training_has_diverged_that_ends_with_less_than_half_of_what_it_gained(double start, double best, double end, bool expected) =>
        Assert.Equal(expected, Gain.IsLost(start, best, end));

    /// <summary>Too large a step ends at a bound that is no number, or at one that is worse than no training; which of them depends on rounding, and one of these ends so.</summary>
    [Fact]
    public void A_run_that_diverged_says_so_and_how_to_train_again()
    {
        string[] rates = ["0.5", "0.7", "1", "1.5", "2", "3", "5", "8"];
        var results = rates.Select(rate => (Rate: rate, Result: Invocation.Of(Train(rate, "--learning-rate", rate, "--gradient-norm", "1000", "--json")))).ToArray();
        Assert.True(results.Any(r => r.Result.Error.Contains("diverged")), string.Join('\n', results.Select(r => $"{r.Rate}: {r.Result.Error}")));
        var (rate, result) = results.First(r => r.Result.Error.Contains("diverged"));
        Assert.Equal(0, result.Status);
        var warning = result.Json.GetProperty("warnings").EnumerateArray().First().GetString()!;
        Assert.Matches(
            @"^small diverged: the bound on validation images is -[\d,]+\.\d\d nats after epoch 4, and was -4\d\.\d\d before training( and -[\d,.]+ after epoch \d)?\. "
            + $@"Train again with a --learning-rate below {rate} or a --gradient-norm below 1000(\.|; --patience N stops in time, and returns to the best epoch\.)$",
            warning);
        Assert.Contains($"warning: {warning}", result.Error);
        Assert.Contains("Done, but see the warning.", result.Error);
        Assert.Equal(RunStatus.Completed, Checkpoint.ReadRun(images.Run(rate)).Status);
    }

    [Fact]
    public void An_ordinary_run_has_no_warning()
    {
        var result = Invocation.Of(Train("a", "--json"));
        Assert.Equal(0, result.Json.GetProperty("warnings").GetArrayLength());
        Assert.DoesNotContain("warning", result.Error);
        Assert.Contains("Done. The run is in", result.Error);
    }

    [Fact]
    public void The_standard_error_of_one_image_is_unknown()
    {
        var trained = Invocation.Of(Train("a", "--limit", "1"));
        Assert.Contains("unknown", trained.Output);
        Assert.DoesNotContain(" 0.00 ", trained.Output);
        string[] evaluate = ["evaluate", images.Run("a"), "--limit", "1", "--samples", "20", "--threads", "1"];
        Assert.Contains("unknown", Invocation.Of(evaluate).Output);
        Assert.Equal(JsonValueKind.Null, Invocation.Of([.. evaluate, "--json"]).Json.GetProperty("test_nll_standard_error").ValueKind);
    }

    [Fact]
    public void One_group_of_all_draws_has_no_standard_error()
    {
        Assert.Equal(0, Invocation.Of(Train("a")).Status);
        string[] analyse = ["analyse", images.Run("a"), "--limit", "2", "--repeats", "10", "--samples", "3,30", "--batches", "1", "--batch", "3", "--gradient-repeats", "3", "--threads", "1"];
        var text = Invocation.Of(analyse);
        Assert.Matches(@"30 +-\d+\.\d+ +unknown", text.Output); // All draws in one group.
        Assert.Matches(@"reparameterised.*share +± s.e.", text.Output);
        var json = Invocation.Of([.. analyse, "--json"]).Json;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("sweep")[1].GetProperty("standard_error").ValueKind);
        Assert.All(json.GetProperty("gradients").EnumerateArray(), row => Assert.Equal(JsonValueKind.Null, row.GetProperty("ratio_standard_error").ValueKind)); // One batch.
    }

    /// <summary>A proposal that is sure of itself where the model says nothing of the kind: log p(x) is the largest of a few draws that all miss.</summary>
    [Theory]
    [InlineData("evaluate", "--samples")]
    [InlineData("analyse", "--repeats")]
    public void A_log_likelihood_that_is_not_to_be_trusted_says_so(string command, string option)
    {
        Assert.Equal(0, Invocation.Of(Train("a")).Status);
        Sharpen(images.Run("a/model.safetensors"));
        var result = Invocation.Of(command, images.Run("a"), option, "60", "--limit", "20", "--threads", "1", "--json");
        Assert.True(result.Status == 0, result.Error);
        var warning = Assert.Single(result.Json.GetProperty("warnings").EnumerateArray()).GetString()!;
        Assert.Matches(
            @"^log p\(x\) is not to be trusted: with Var log ŵ = \S+ nats², \d+ draws of ŵ may miss it by more than 100 nats, and the tail of ŵ is too heavy for a mean for 100 % of the images \(Pareto k̂ above 0\.7\)\. "
            + $@"So it is with too few draws, with images unlike those of the training, or where training failed: the bound is -\S+ nats here, and was -\d+\.\d\d on validation images\. Look at the images; no number of {option} is enough\.$",
            warning);
        Assert.Contains("warning: log p(x)", result.Error);
    }

    /// <summary>Puts the means of the proposals far from where the prior has its mass.</summary>
    private static void Sharpen(string path)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var tensors = Checkpoints.Safetensors.Read(path).ToDictionary();
        tensors["q_z.head.weight"] = tensors["q_z.head.weight"] * 0 + 0.5f;
        tensors["q_z.head.bias"] = TorchSharp.torch.tensor(new float[] { 3e3f, -3e3f, 5, 5 });
        Checkpoints.Safetensors.Write(path, tensors);
    }

    [Fact]
    public void The_data_of_a_run_that_have_moved_are_named_by_an_option()
    {
        Assert.Equal(0, Invocation.Of(Train("a")).Status);
        var path = images.Run("a/run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace($"\"{images.Path}\"", "\"/data/of/yesterday\""));
        foreach (var command in new[] { "evaluate", "analyse" })
        {
            var result = Invocation.Of(command, images.Run("a"), "--threads", "1");
            Assert.Equal(2, result.Status);
            Assert.Equal(
                $"error: The data of the run {images.Run("a")} were in /data/of/yesterday, and there is nothing of that name now. Where they have moved, name the place with --data PATH.",
                result.Error.TrimEnd());
        }

        Assert.Equal(0, Invocation.Of("evaluate", images.Run("a"), "--data", images.Path, "--samples", "3", "--threads", "1").Status);
    }

    [Fact]
    public void A_run_without_its_parameters_is_named_with_what_is_missing()
    {
        Assert.Equal(0, Invocation.Of(Train("a")).Status);
        File.Move(images.Run("a/model.safetensors"), images.Run("model.safetensors"));
        var result = Invocation.Of("evaluate", images.Run("a"), "--threads", "1");
        Assert.Equal(1, result.Status);
        Assert.Equal(
            $"error: The run {images.Run("a")} has its record, but not its parameters: model.safetensors is missing. Put it back beside run.json, or train again with './hiwae train small'.",
            result.Error.TrimEnd());
        var over = Invocation.Of(Train("."));
        Assert.Equal(2, over.Status);
        Assert.Contains("has a model.safetensors already, which a run would write over; name another folder with --out.", over.Error);
        File.Delete(images.Run("a/run.json"));
        Assert.Contains("has a training.safetensors already, which a run would write over; name another folder with --out.", Invocation.Of(Train("a")).Error);
        File.Delete(images.Run("a/training.safetensors"));
        var history = Invocation.Of(Train("a"));
        Assert.Equal(2, history.Status);
        Assert.Contains("has a metrics.jsonl already, which a run would write over; name another folder with --out.", history.Error);
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_named()
    {
        var result = Invocation.Of(Train("train-images-idx3-ubyte"));
        Assert.Equal(2, result.Status);
        Assert.Equal($"error: {images.Run("train-images-idx3-ubyte")} is a file, and a folder is needed; name another with --out.", result.Error.TrimEnd());
    }
}
