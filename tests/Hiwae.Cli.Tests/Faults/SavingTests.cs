using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Tests;
using Hiwae.Training;

namespace Hiwae.Cli.Tests.Faults;

/// <summary>Checkpoints that cannot be written: training goes on, and what is on disk stands.</summary>
public sealed class SavingTests : IDisposable
{
    private readonly SmallImages images = new();

    public void Dispose() => images.Dispose();

    private string[] Train(int epochs, string run = "a") =>
    [
        "train", "small", "--data", images.Path, "--epochs", $"{epochs}", "--batch", "20", "--test-samples", "20", "--threads", "1", "--out", images.Run(run), "--json",
    ];

    /// <summary>Trains, and does something when lines are written.</summary>
    private Invocation Trained(int epochs, params (string Line, Action Do)[] happenings)
    {
        var left = happenings.ToList();
        return Invocation.Of(
            new Interruption(),
            new ListeningWriter(line =>
            {
                if (left.Count == 0 || !line.Contains(left[0].Line, StringComparison.Ordinal))
                    return;
                var happening = left[0].Do;
                left.RemoveAt(0);
                happening();
            }),
            Train(epochs));
    }

    /// <summary>Puts a folder where a draft would be; not even an administrator can write a file there.</summary>
    private void Block() => Directory.CreateDirectory(images.Run("a/run.json.partial/x"));

    private void Unblock() => Directory.Delete(images.Run("a/run.json.partial"), recursive: true);

    [Fact]
    public void What_cannot_be_saved_is_tried_again_at_the_next_epoch_and_the_last_checkpoint_stands()
    {
        RunRecord? seen = null;
        var result = Trained(
            4,
            ("epoch 2 of 4: bound", Block),
            ("epoch 3 of 4: bound", () => seen = Checkpoint.ReadRun(images.Run("a"))),
            ("epoch 3 is not saved", Unblock));
        Assert.True(result.Status == 0, result.Error);
        Assert.Equal(1, seen!.Epoch);
        Assert.Contains($"warning: epoch 2 is not saved. {images.Run("a/run.json")} cannot be written: ", result.Error);
        Assert.Contains($"Until then the parameters of epoch 1 are kept in {images.Run("a")}; the next epoch tries again.", result.Error);
        Assert.Equal((4, RunStatus.Completed), (Checkpoint.ReadRun(images.Run("a")).Epoch, Checkpoint.ReadRun(images.Run("a")).Status));
    }

    [Fact]
    public void A_run_that_cannot_be_saved_at_its_end_shows_its_result_and_fails()
    {
        var result = Trained(3, ("epoch 2 of 3: bound", Block));
        Assert.Equal(1, result.Status);
        Assert.Equal(3, result.Json.GetProperty("epochs_done").GetInt32());
        Assert.True(result.Json.GetProperty("test_nll").GetDouble() > 0);
        Assert.Contains("; the end of the test tries again.", result.Error);
        Assert.Contains("error: Training is complete, but it is not saved. ", result.Error);
        Assert.Contains($"What stands: the parameters of epoch 1 are kept in {images.Run("a")}.", result.Error);
        Assert.Equal(1, Checkpoint.ReadRun(images.Run("a")).Epoch);
        Assert.Equal(0, Invocation.Of("evaluate", images.Run("a"), "--samples", "3", "--threads", "1").Status);
    }

    [UnixFact]
    public void A_full_disk_is_named_at_every_epoch_and_leaves_nothing_half_written()
    {
        using var process = OtherProcess.StartWithSmallFiles(2, Train(2));
        var result = process.End();
        Assert.True(result.Status == 1, result.Error);
        Assert.Contains($"warning: epoch 1 is not saved. {images.Run("a/training.safetensors")} cannot be written: ", result.Error);
        Assert.Contains("Free some space, or name another folder. Until then nothing is kept of this run; the next epoch tries again.", result.Error);
        Assert.Contains("What stands: nothing is kept of this run.", result.Error);
        Assert.True(result.Json.GetProperty("test_nll").GetDouble() > 0);
        Assert.False(Directory.Exists(images.Run("a")));
    }

    [UnixFact]
    public void A_folder_without_room_for_a_byte_is_named_and_not_left_behind()
    {
        using var process = OtherProcess.StartWithSmallFiles(0, Train(1));
        var result = process.End();
        Assert.True(result.Status == 2, result.Error);
        Assert.Contains($"error: The folder {images.Run("a")} cannot be written to: There is no room for a file of one byte. Name another with --out.", result.Error);
        Assert.False(Directory.Exists(images.Run("a")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named_in_whole_sentences()
    {
        Directory.CreateDirectory(images.Run("a/.lock"));
        var result = Invocation.Of(Train(1));
        Assert.Equal(2, result.Status);
        Assert.Contains($"error: The folder {images.Run("a")} cannot be written to: Access to the path '{images.Run("a/.lock")}' is denied. Name another with --out.", result.Error);
    }

    [Fact]
    public void Two_trainings_at_once_cannot_have_the_same_folder()
    {
        Invocation? second = null;
        var first = Trained(2, ("epoch 1 of 2: bound", () => second = Invocation.Of(Train(1))));
        Assert.Equal(2, second!.Status);
        Assert.Contains($"error: The folder {images.Run("a")} is in use by another run; name another with --out, or wait for it.", second.Error);
        Assert.True(first.Status == 0, first.Error);
        Assert.Equal(2, Checkpoint.ReadRun(images.Run("a")).Epoch);
    }

    [Fact]
    public void Runs_of_the_same_second_or_after_the_clock_was_set_back_have_folders_of_their_own()
    {
        var before = Directory.GetCurrentDirectory();
        try
        {
            Directory.SetCurrentDirectory(images.Path);
            var now = new DateTime(2026, 5, 4, 3, 2, 1);
            using var first = RunFolder.Create(null, "small", "data", now);
            using var second = RunFolder.Create(null, "small", "data", now);
            using var later = RunFolder.Create(null, "small", "data", now.AddHours(1));
            using var back = RunFolder.Create(null, "small", "data", now);
            Assert.Equal(
                ["small-data-20260504-030201", "small-data-20260504-030201-2", "small-data-20260504-040201", "small-data-20260504-030201-3"],
                new[] { first, second, later, back }.Select(folder => Path.GetFileName(folder.Path)));
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }
}
