using Hiwae.Cli.History;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Train;
using Hiwae.Training;

namespace Hiwae.Cli.Tests.Faults;

/// <summary>Folders that are removed, in whole or in part, while a run uses them.</summary>
public sealed class RemovalTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(int epochs, string run = "a") =>
    [
        "train", "small", "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "20", "--threads", "1", "--out", images.Run(run), "--json",
    ];

    /// <summary>Trains for three epochs, and does something before the second is saved.</summary>
    private Invocation Trained(Action happening)
    {
        var isDone = false;
        return Invocation.Of(
            new Interruption(),
            new ListeningWriter(line =>
            {
                if (isDone || !line.Contains("epoch 2 of 3: bound", StringComparison.Ordinal))
                    return;
                isDone = true;
                happening();
            }),
            Train(3));
    }

    [Fact]
    public void A_folder_that_is_removed_is_made_again()
    {
        var result = Trained(() => Directory.Delete(images.Run("a"), recursive: true));
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains($"warning: the folder {images.Run("a")} was removed; it is made again, and what is saved from now on is in it.", result.Error);
        string[] files = [.. Directory.GetFileSystemEntries(images.Run("a")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        Assert.StartsWith("events.out.tfevents.", files[0]);
        Assert.Equal(["metrics.jsonl", "model.safetensors", "reconstructions.png", "report.html", "run.json", "samples.png", "training.safetensors"], files[1..]);
        Assert.Equal([1, 2, 3], MetricsFile.Read(images.Run("a")).Epochs.Select(line => line.Epoch));
        Assert.Equal(0, Invocation.Of("evaluate", images.Run("a"), "--samples", "3", "--threads", "1").Status);
    }

    [Fact]
    public void A_folder_that_another_run_has_taken_meanwhile_stays_the_others()
    {
        var other = "";
        void Replace()
        {
            Directory.Delete(images.Run("a"), recursive: true);
            other = Invocation.Of(Train(1)).Error;
        }

        var result = Trained(Replace);
        Assert.Contains("Done.", other);
        Assert.Equal(1, result.Status);
        Assert.Contains($"The folder {images.Run("a")} was removed. The folder {images.Run("a")} holds a run already", result.Error);
        Assert.Contains("What stands: nothing is kept of this run.", result.Error);
        Assert.Equal((1, RunStatus.Completed), (Checkpoint.ReadRun(images.Run("a")).Epoch, Checkpoint.ReadRun(images.Run("a")).Status));
    }

    /// <summary>As where it is removed while a file is renamed into it.</summary>
    [Theory]
    [InlineData(".lock")]
    [InlineData(".lock", "run.json")]
    [InlineData(".lock", "model.safetensors")]
    [InlineData(".lock", "metrics.jsonl")]
    public void A_folder_that_is_removed_in_part_is_taken_again_with_the_files_of_the_run(params string[] removed)
    {
        void Remove() => Array.ForEach(removed, name => File.Delete(images.Run("a/" + name)));
        var result = Trained(Remove);
        Assert.True(result.Status == 0, result.Error);
        Assert.Contains("it is made again", result.Error);
        Assert.Equal((3, RunStatus.Completed), (Checkpoint.ReadRun(images.Run("a")).Epoch, Checkpoint.ReadRun(images.Run("a")).Status));
    }

    [Fact]
    public void Nothing_is_said_to_stand_in_a_folder_that_is_gone_or_anothers_and_nothing_is_written_there()
    {
        using var folder = RunFolder.Create(images.Run("a"), "small", "data", DateTime.Now);
        var keeper = new RunKeeper(folder, new PlainProgress(new StringWriter()), keepsState: true, before: null);
        Assert.Equal(0, Invocation.Of(Train(1, "b")).Status);
        var run = Checkpoint.ReadRun(images.Run("b"));
        using var state = Checkpoint.LoadTraining<Small>(images.Run("b"), run);
        keeper.Save(state, run, null);
        Assert.True(keeper.IsSaved);
        Assert.Equal($"the parameters of epoch 1 are kept in {images.Run("a")}", keeper.Standing);

        Directory.Delete(images.Run("a"), recursive: true);
        Assert.False(keeper.IsSaved);
        Assert.Equal("nothing is kept of this run", keeper.Standing);
        Directory.Move(images.Run("b"), images.Run("a"));
        keeper.Describe(kept => kept with { Status = RunStatus.Diverged });
        Assert.Equal(RunStatus.Completed, Checkpoint.ReadRun(images.Run("a")).Status);
        keeper.Save(state, run with { Status = RunStatus.Running }, null);
        Assert.Contains("holds a run already", keeper.Fault!.Message);
        Assert.Equal(RunStatus.Completed, Checkpoint.ReadRun(images.Run("a")).Status);
    }
}
