using System.Text.Json;
using System.Text.Json.Nodes;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Tests.Faults;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Cli.Tests;

/// <summary><c>train --resume</c>: what is said, what is refused, and that the files at the end are those of a run that was not stopped.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(string run, int epochs, params string[] more) =>
    [
        "train", "small", "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "20", "--threads", "1", "--out", images.Run(run), .. more,
    ];

    private static Invocation StoppedAt(string part, string[] line)
    {
        var interruption = new Interruption();
        return Invocation.Of(interruption, new ListeningWriter(text =>
        {
            if (text.Contains(part, StringComparison.Ordinal))
                interruption.Request();
        }), line);
    }

    private void AssertSame(string one, string other)
    {
        foreach (var file in new[] { Checkpoint.ModelFile, Checkpoint.TrainingFile })
            Assert.True(File.ReadAllBytes(images.Run($"{one}/{file}")).AsSpan().SequenceEqual(File.ReadAllBytes(images.Run($"{other}/{file}"))), $"{file} differs.");
        Assert.Equal(Record(one), Record(other));
    }

    /// <summary>The record without what the clock says.</summary>
    private string Record(string run)
    {
        var record = JsonNode.Parse(File.ReadAllText(images.Run($"{run}/{Checkpoint.RunFile}")))!;
        var metrics = record["metrics"]!.AsObject();
        metrics.Remove("seconds");
        metrics.Remove("images_per_second");
        return record.ToJsonString();
    }

    [Fact]
    public void A_run_that_is_stopped_goes_on_to_the_files_of_one_that_was_not()
    {
        string[] more = ["--patience", "3", "--averaging", "0.9", "--inference-updates", "2", "--schedule", "cosine", "--learning-rate", "0.02", "--limit", "30"];
        Assert.Equal(0, Invocation.Of(Train("whole", 8, more)).Status);
        Assert.Equal(130, StoppedAt("epoch 2 of 8", Train("parts", 8, more)).Status);
        Assert.Equal(130, StoppedAt("epoch 5 of 8", ["train", "--resume", images.Run("parts")]).Status);
        var end = Invocation.Of("train", "small", "--resume", images.Run("parts"), "--json");
        Assert.True(end.Status == 0, end.Error);
        Assert.Contains("small: goes on after ", end.Error);
        Assert.DoesNotContain("warning", end.Error);
        AssertSame("whole", "parts");
        Assert.Equal(JsonValueKind.Number, end.Json.GetProperty("test_nll").ValueKind);
    }

    [Fact]
    public void A_run_that_is_complete_goes_on_for_more_epochs_and_says_what_the_schedule_makes_of_it()
    {
        Assert.Equal(0, Invocation.Of(Train("whole", 4)).Status);
        Assert.Equal(0, Invocation.Of(Train("parts", 2)).Status);
        var over = Invocation.Of("train", "--resume", images.Run("parts"));
        Assert.Equal(2, over.Status);
        Assert.Contains("is complete: it has made its 2 epochs. To go further, write --epochs with more of them.", over.Error);
        Assert.Contains("--epochs is 1, and the run", Invocation.Of("train", "--resume", images.Run("parts"), "--epochs", "1").Error);
        Assert.Equal(0, Invocation.Of("train", "--resume", images.Run("parts"), "--epochs", "4").Status);
        AssertSame("whole", "parts");

        Assert.Equal(0, Invocation.Of(Train("cosine", 2, "--schedule", "cosine")).Status);
        var grown = Invocation.Of("train", "--resume", images.Run("cosine"), "--epochs", "3", "--threads", "2");
        Assert.Contains("warning: the schedule is of the whole run", grown.Error);
        Assert.Contains("warning: the run began with 1 thread and goes on with 2", grown.Error);
    }

    [Fact]
    public void A_test_that_was_interrupted_is_made()
    {
        Assert.Equal(0, Invocation.Of(Train("whole", 2)).Status);
        Assert.Equal(130, StoppedAt("epoch 2 of 2", Train("parts", 2)).Status);
        Assert.Equal(0, Invocation.Of("train", "--resume", images.Run("parts")).Status);
        AssertSame("whole", "parts");
    }

    [Fact]
    public void What_cannot_go_on_is_refused_with_a_remedy()
    {
        Assert.Equal(130, StoppedAt("epoch 1 of 3", Train("a", 3)).Status);
        string Fault(int status, params string[] more)
        {
            var result = Invocation.Of(["train", "--resume", images.Run("a"), .. more]);
            Assert.Equal(status, result.Status);
            return result.Error;
        }

        Assert.Contains("--learning-rate is an option of a new run, and", Fault(2, "--learning-rate", "0.1"));
        Assert.Contains("With --resume go --epochs, --data, --test-samples, --limit, --threads, --divide, --device, --profile, --json.", Fault(2, "--out", images.Run("b")));
        Assert.Contains("has a run of the model 'small', and the line says 'small-balance'", Invocation.Of("train", "small-balance", "--resume", images.Run("a")).Error);
        Assert.Contains("there is no such folder", Invocation.Of("train", "--resume", images.Run("nothing")).Error);
        using (Runs.RunFolder.Open(images.Run("a")))
            Assert.Contains("is under way in another process; wait for it, or stop it.", Fault(2));
        images.WriteImages(200);
        Assert.Contains("was trained on other data than", Fault(1));
        images.WriteImages(250);
        File.Delete(images.Run("a/training.safetensors"));
        Assert.Contains("it has no training.safetensors, because it was made without one, or by an earlier version", Fault(1));

        Assert.Equal(0, Invocation.Of(Train("small-run", 1, "--no-state")).Status);
        Assert.False(File.Exists(images.Run("small-run/training.safetensors")));
        Assert.Equal(0, Invocation.Of(Train("stale", 60, "--patience", "1", "--learning-rate", "0.3")).Status);
        Assert.Contains("had no better validation bound than epoch", Invocation.Of("train", "--resume", images.Run("stale"), "--epochs", "99").Error);
    }

    [UnixTheory]
    [InlineData("small", "60", 40)]
    [InlineData("small-normalised", "40", 20)]
    public void A_run_that_is_killed_or_stopped_by_a_signal_five_times_ends_as_the_one_that_was_left_alone(string model, string samples, int epochs)
    {
        // So many samples that an epoch takes its time.
        string[] more = ["--patience", "30", "--averaging", "0.9", "--inference-updates", "2", "--amsgrad", "--beta1", "0.8", "--epsilon", "1e-4", "--output-start", "mean", "--schedule", "cosine", "--samples", samples];
        string[] Begin(string run) => ["train", model, .. Train(run, epochs, more)[2..]];
        Assert.Equal(0, Invocation.Of(Begin("whole")).Status);
        var random = new Random(20_330_001);
        var line = Begin("parts");
        for (var stop = 0; stop < 5; stop++)
        {
            using var process = OtherProcess.Start(line);
            process.WaitForEpoch((stop * epochs / 6) + random.Next(1, epochs / 6));
            Thread.Sleep(random.Next(10));
            if (stop % 2 == 0)
                process.Kill();
            else
                process.Terminate();
            line = ["train", "--resume", images.Run("parts")];
        }

        Assert.Equal(0, OtherProcess.Start(line).End().Status);
        AssertSame("whole", "parts");
    }
}
