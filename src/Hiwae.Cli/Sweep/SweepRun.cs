using System.Collections.Concurrent;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Sweep;

/// <summary>Makes the runs of a sweep that are not made yet, and compares all of them.</summary>
internal sealed class SweepRun(Session session, SweepRequest request)
{
    // What a run counts for in the progress.
    private const long Parts = 1000;

    private readonly Lock gate = new();
    private readonly Dictionary<SweepItem, double> under = [];
    private readonly Dictionary<SweepItem, string> failed = [];
    private int done;

    /// <summary>Makes them; the exit status.</summary>
    public int Run()
    {
        using var folder = SweepFolder.Open(request.Folder, request.Plan, request.Shard);
        var runs = request.Runs;
        var standings = runs.ToDictionary(item => item, folder.Standing);
        int Count(SweepStanding standing) => standings.Values.Count(other => other == standing);
        session.Say($"sweep: {Numbers.Count(runs.Length)} {(runs.Length == 1 ? "run" : "runs")}{(request.Shard is null ? "" : $" of {Numbers.Count(request.Plan.Runs.Length)}")} in {folder.Path}, {request.Jobs} at a time with {request.Threads} {(request.Threads == 1 ? "thread" : "threads")} each"
            + (runs.Length == Count(SweepStanding.New) ? "" : $"; {Count(SweepStanding.Done)} done already, {Count(SweepStanding.Stopped)} to go on, {Count(SweepStanding.New)} to begin"));
        foreach (var item in runs.Where(item => standings[item] == SweepStanding.Diverged))
            failed[item] = "it diverged; look into its log";
        done = Count(SweepStanding.Done) + Count(SweepStanding.Diverged);
        SweepItem[] left = [.. runs.Where(item => standings[item] is SweepStanding.New or SweepStanding.Stopped)];
        ProgressDisplay.Show(session.Terminal, progress =>
        {
            progress.Begin("sweep", runs.Length * Parts);
            Parallel.ForEach(Partitioner.Create(left, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = request.Jobs }, (item, loop) =>
            {
                if (session.Interruption.IsRequested)
                    loop.Stop();
                else
                    Make(folder, item, standings[item], progress);
            });
            return true;
        });
        return Conclude(folder);
    }

    private void Make(SweepFolder folder, SweepItem item, SweepStanding standing, IProgressSink progress)
    {
        int status;
        string last;
        try
        {
            (status, last) = RunChild(folder, item, standing, share => Report(progress, item, share));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            (status, last) = (ExitStatus.Failed, $"error: {e.Message}");
        }

        lock (gate)
        {
            if (status == Interruption.ExitStatus)
                return;
            done++;
            if (status != 0)
                failed[item] = last;
            progress.Say($"sweep: {done} of {request.Runs.Length}: {item.Name}"
                + (status == 0 ? $": {Numbers.Text(folder.Record(item)?.Metrics.ValidationBound)} nats on validation images" : $" failed: {last}"));
        }

        Report(progress, item, null);
    }

    /// <summary>Begins a run or goes on with it, in a process of its own; the exit status, and the last line.</summary>
    private (int Status, string Last) RunChild(SweepFolder folder, SweepItem item, SweepStanding standing, Action<double> report)
    {
        if (standing == SweepStanding.New)
            folder.Clear(item);
        string[] line = standing == SweepStanding.New
            ? [.. item.Line, $"--out={folder.Of(item)}", string.Create(CultureInfo.InvariantCulture, $"--threads={request.Threads}")]
            : ["train", $"--resume={folder.Of(item)}"];
        using var child = ChildRun.Start(line, folder.Log(item), report);
        using var stop = session.Interruption.Token.Register(child.Stop);
        return (child.Wait(), child.Last);
    }

    /// <summary>Shows how far all are.</summary>
    private void Report(IProgressSink progress, SweepItem item, double? share)
    {
        lock (gate)
        {
            if (share is { } part)
                under[item] = part;
            else
                under.Remove(item);
            var detail = under.Count == 0 ? $"{done} of {request.Runs.Length} runs" : string.Join(", ", under.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key.Name} {100 * pair.Value:F0} %")));
            progress.Report((long)(Parts * (done + under.Values.Sum())), detail);
        }
    }

    private int Conclude(SweepFolder folder)
    {
        var outcomes = request.Plan.Runs.Select(item => SweepOutcome.Of(item, folder.Record(item), failed.GetValueOrDefault(item))).ToArray();
        var own = outcomes.IntersectBy(request.Runs, outcome => outcome.Item).ToArray();
        var isInterrupted = session.Interruption.IsRequested && own.Any(outcome => outcome is { IsDone: false, Failure: null });
        SweepTable.WriteFile(Path.Combine(folder.Path, SweepFolder.TableFile), request.Plan, outcomes);
        var groups = SweepGroup.Of(request.Plan, outcomes);
        if (request.Json)
            JsonText.Write(session.Terminal, SweepResult.Of(folder.Path, request.Plan, outcomes, groups, isInterrupted), SweepResultJson.Default.SweepResult);
        else
            SweepTable.Write(session.Terminal.Output, request.Plan, groups);
        foreach (var (item, message) in failed)
            session.Say($"failed: {item.Name}: {message} {folder.Log(item)} has all of it.");
        session.Say($"{(isInterrupted ? $"Interrupted; {own.Count(outcome => outcome.IsDone)} of {own.Length} runs are done, and the same command goes on." : failed.Count > 0 ? $"Done, but {failed.Count} of {own.Length} runs failed." : "Done.")} "
            + $"The runs are in {folder.Path}, and their numbers in {Path.Combine(folder.Path, SweepFolder.TableFile)}.");
        return isInterrupted ? Interruption.ExitStatus : failed.Count > 0 ? ExitStatus.Failed : 0;
    }
}
