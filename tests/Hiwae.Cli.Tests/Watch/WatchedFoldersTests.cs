using Hiwae.Cli.History;
using Hiwae.Cli.Watch;
using Hiwae.Training;

namespace Hiwae.Cli.Tests.Watch;

public sealed class WatchedFoldersTests : IDisposable
{
    private readonly RunFolders folders = new();

    public void Dispose() => folders.Dispose();

    private WatchView Look(params string[] named) => new WatchedFolders([.. named.Select(folders.Of)]).Look();

    private WatchedRun One(string name) => Assert.Single(Look(name).Runs);

    [Fact]
    public void A_run_is_shown_with_its_history_progress_and_settings()
    {
        folders.Add("a", 4, learningRate: 0.01);
        var run = One("a");
        Assert.Equal(("a", WatchStatus.Running, "small", "glyphs", 4, 10), (run.Name, run.Status, run.Model, run.Data, run.Epoch, run.Epochs));
        Assert.Equal([1, 2, 3, 4], run.History.Select(line => line.Epoch));
        Assert.Equal(4, run.Best!.Epoch);
        Assert.Equal(12, run.SecondsLeft); // Six epochs of two seconds.
        Assert.Equal("0.01", run.Settings["--learning-rate"]);
        Assert.StartsWith($"runs/{run.Id}/samples?", Assert.Single(run.Files).Value);
    }

    [Theory]
    [InlineData(RunStatus.Running, true, "Running")]
    [InlineData(RunStatus.Running, false, "Killed")]
    [InlineData(RunStatus.Completed, true, "Testing")]
    [InlineData(RunStatus.Completed, false, "Complete")]
    [InlineData(RunStatus.Interrupted, false, "Interrupted")]
    [InlineData(RunStatus.Diverged, false, "Diverged")]
    public void How_a_run_is_follows_from_its_record_and_from_who_holds_its_folder(RunStatus status, bool isHeld, string expected)
    {
        folders.Add("a", 2, status, isHeld);
        Assert.Equal(expected, One("a").Status.ToString());
    }

    [Fact]
    public void A_folder_with_runs_in_it_counts_as_all_of_them_and_other_folders_are_left_out()
    {
        folders.Add("all/b", 1, learningRate: 0.01);
        folders.Add("all/a", 2);
        Directory.CreateDirectory(folders.Of("all/nothing"));
        Directory.CreateDirectory(folders.Of("all/begun"));
        File.WriteAllText(folders.Of("all/begun/.lock"), "\n");
        var view = Look("all");
        Assert.Equal(["a", "b", "begun"], view.Runs.Select(run => run.Name));
        Assert.Equal(WatchStatus.Starting, view.Runs[2].Status);
        Assert.Equal("--learning-rate", Assert.Single(view.Differing));
    }

    [Fact]
    public void Runs_of_the_same_name_are_told_apart_by_their_folders()
    {
        folders.Add("x/a", 1);
        folders.Add("y/a", 1);
        Assert.Equal([folders.Of("x/a"), folders.Of("y/a")], Look("x/a", "y/a").Runs.Select(run => run.Name));
    }

    /// <summary>Appears, goes on, is taken up from an earlier epoch, is damaged, disappears and comes again, under the same name for addresses.</summary>
    [Fact]
    public void What_happens_to_a_folder_is_seen()
    {
        var watched = new WatchedFolders([folders.Of("a")]);
        WatchedRun Now()
        {
            Thread.Sleep(500); // Looked for at most every 400 ms.
            return Assert.Single(watched.Look().Runs);
        }

        Assert.Equal(WatchStatus.Waiting, Now().Status);
        folders.Add("a", 3);
        var id = Now().Id;
        Assert.Equal(3, Now().Epoch);
        folders.AddEpoch("a", 4);
        Assert.Equal(4, Now().Epoch);
        folders.AddEpoch("a", 2);
        Assert.Equal([1, 2], Now().History.Select(line => line.Epoch));
        File.AppendAllText(folders.Of("a/metrics.jsonl"), "{\"kind\":\"epo");
        Assert.Equal("metrics.jsonl has 1 damaged line, which is left out.", Now().Fault);
        File.WriteAllText(folders.Of("a/run.json"), "{");
        Assert.Equal(WatchStatus.Damaged, Now().Status);
        Assert.Contains("The record is damaged", Now().Fault);
        Directory.Delete(folders.Of("a"), recursive: true);
        Assert.Equal((WatchStatus.Waiting, 0), (Now().Status, Now().Epoch));
        folders.Add("a", 1);
        Assert.Equal((id, WatchStatus.Running), (Now().Id, Now().Status));
        Assert.Equal(folders.Of("a"), watched.FolderOf(id));
    }

    [Fact]
    public void A_long_history_is_thinned_and_keeps_its_last_epoch()
    {
        folders.Add("a", 1);
        MetricsFile.Write(folders.Of("a"), Enumerable.Range(1, 2500).Select(RunFolders.Epoch));
        var run = One("a");
        Assert.InRange(run.History.Count, 500, 1001);
        Assert.Equal(2500, run.History[^1].Epoch);
    }

    [Fact]
    public void Of_very_many_runs_the_latest_are_shown()
    {
        for (var i = 0; i < 45; i++)
        {
            Directory.CreateDirectory(folders.Of($"all/{i:D2}"));
            File.WriteAllText(folders.Of($"all/{i:D2}/.lock"), "\n");
            Directory.SetLastWriteTimeUtc(folders.Of($"all/{i:D2}"), new DateTime(2026, 1, 1, 0, 0, i, DateTimeKind.Utc));
        }

        var view = Look("all");
        Assert.Equal((40, 5, "05"), (view.Runs.Length, view.Left, view.Runs[0].Name));
    }
}
