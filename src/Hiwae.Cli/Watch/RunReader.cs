using System.Collections.Immutable;
using Hiwae.Checkpoints;
using Hiwae.Cli.History;
using Hiwae.Cli.Report;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Watch;

/// <summary>Reads the folder of a run for the page. Nothing in it is changed, not even locked.</summary>
internal static class RunReader
{
    private const int MostPoints = 1000;

    /// <summary>The files that the page may have, by their kind.</summary>
    public static ImmutableDictionary<string, (string File, string Type)> Kinds { get; } = ImmutableDictionary.CreateRange<string, (string, string)>(
    [
        new("reconstructions", (RunPictures.ReconstructionsFile, "image/png")),
        new("samples", (RunPictures.SamplesFile, "image/png")),
        new("report", (RunReport.File, "text/html; charset=utf-8")),
    ]);

    private static readonly ImmutableArray<string> Watched =
        [Checkpoint.RunFile, RunFolder.MetricsFile, FolderLock.File, .. Kinds.Values.Select(kind => kind.File)];

    /// <summary>Whether a folder is that of a run, or about to be.</summary>
    public static bool IsRun(string folder) =>
        File.Exists(Path.Combine(folder, Checkpoint.RunFile)) || File.Exists(Path.Combine(folder, RunFolder.MetricsFile)) || File.Exists(Path.Combine(folder, FolderLock.File));

    /// <summary>What changes when something in the folder does.</summary>
    public static string MarkOf(string folder) => string.Join(
        ';', Watched.Select(name => new FileInfo(Path.Combine(folder, name))).Select(file => file.Exists ? $"{file.LastWriteTimeUtc.Ticks}/{file.Length}" : "–"));

    /// <summary>The run.</summary>
    /// <param name="id">Its name for addresses.</param>
    /// <param name="folder">Its folder.</param>
    public static WatchedRun Read(string id, string folder)
    {
        var view = new WatchedRun(id, folder, folder, WatchStatus.Waiting);
        if (!Directory.Exists(folder) || !IsRun(folder))
            return view;
        try
        {
            var history = MetricsFile.Read(folder);
            view = view with
            {
                Status = WatchStatus.Starting,
                History = Thinned([.. history.Epochs]),
                Best = history.Epochs.Where(line => line.ValidationBound is not null).MaxBy(line => line.ValidationBound),
                Test = history.Test,
                Epoch = history.Epochs.LastOrDefault()?.Epoch ?? 0,
                Updated = Watched.Select(name => new FileInfo(Path.Combine(folder, name))).Where(file => file.Exists).Select(file => (DateTimeOffset?)file.LastWriteTimeUtc).Max(),
                Files = FilesOf(id, folder),
                Fault = history.Damaged == 0 ? null : $"{RunFolder.MetricsFile} has {history.Damaged} damaged {(history.Damaged == 1 ? "line" : "lines")}, which {(history.Damaged == 1 ? "is" : "are")} left out.",
            };
            return File.Exists(Path.Combine(folder, Checkpoint.RunFile)) ? With(view, Checkpoint.ReadRun(folder), File.Exists(Path.Combine(folder, FolderLock.File))) : view;
        }
        catch (CheckpointException e)
        {
            return view with { Status = WatchStatus.Damaged, Fault = e.Message };
        }
    }

    private static WatchedRun With(WatchedRun view, RunRecord run, bool isHeld)
    {
        var epoch = Math.Max(view.Epoch, run.Epoch);
        return view with
        {
            Status = StatusOf(run, isHeld),
            Model = run.Model,
            Data = run.Data.Name,
            Epoch = epoch,
            Epochs = run.Options.Epochs,
            SecondsLeft = run.Status == RunStatus.Running && isHeld && epoch > 0 && run.Metrics.Seconds is { } seconds ? Numbers.Finite(seconds / epoch * Math.Max(0, run.Options.Epochs - epoch)) : null,
            Test = view.Test ?? (run.Metrics.TestBound is null ? null : TestLine.Of(run, default)),
            Settings = RunSettings.Of(run).ToDictionary(setting => setting.Option, setting => setting.Shown),
        };
    }

    private static WatchStatus StatusOf(RunRecord run, bool isHeld) => run.Status switch
    {
        RunStatus.Running => isHeld ? WatchStatus.Running : WatchStatus.Killed,
        RunStatus.Interrupted => WatchStatus.Interrupted,
        RunStatus.Diverged => WatchStatus.Diverged,
        _ => isHeld && run.Metrics.TestBound is null ? WatchStatus.Testing : WatchStatus.Complete,
    };

    private static Dictionary<string, string> FilesOf(string id, string folder) => Kinds
        .Select(kind => (kind.Key, File: new FileInfo(Path.Combine(folder, kind.Value.File))))
        .Where(one => one.File.Exists && one.File.LinkTarget is null)
        .ToDictionary(one => one.Key, one => FormattableString.Invariant($"runs/{id}/{one.Key}?{one.File.LastWriteTimeUtc.Ticks}"));

    private static IReadOnlyList<EpochLine> Thinned(IReadOnlyList<EpochLine> lines)
    {
        var every = (lines.Count + MostPoints - 1) / MostPoints;
        return every <= 1 ? lines : [.. lines.Where((_, i) => i % every == 0 || i == lines.Count - 1)];
    }
}
