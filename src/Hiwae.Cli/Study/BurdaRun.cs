using System.Diagnostics;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Workers;
using Hiwae.Data;
using Hiwae.Studies.Burda;

namespace Hiwae.Cli.Study;

/// <summary>Does the cells of <c>study burda</c> that are left, and writes the table.</summary>
/// <param name="session">The user's wish to stop, and where to write.</param>
/// <param name="request">The request.</param>
internal sealed class BurdaRun(Session session, BurdaRequest request)
{
    private const string TableFile = "table.md";

    // What a cell counts for in the progress.
    private const int Parts = 10_000;

    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>The study.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        using var data = DataSources.Load(request.Source);
        StudyImages.Check(data);
        var cells = request.Plan.Cells;
        if (WorkerProcess.Folder is { } place)
        {
            using var some = Study(data, place);
            return some.Plan() is { } begun ? Trainings(some, begun, cells).Serve() : Timings(some, cells).Serve();
        }

        using var folder = RunFolder.Create(request.Folder, "burda", data.Name, DateTime.Now);
        using var study = Study(data, folder.Path);
        session.Say($"{cells.Count} cells, {Numbers.Count(study.TrainingImages)} images of {data.Name} to train on, {study.Settings}");
        var (plan, results) = ProgressDisplay.Show(session.Terminal, progress => Plan(study, cells, folder.Path, progress) is { } plan ? (plan, Train(study, plan, cells, folder.Path, progress)) : (null, (IReadOnlyList<CellResult>)[]));
        if (plan is null)
            return EndOfWork.Say(session, folder.Path, "The cells, their runs and the table", "cells", 0, cells.Count, null);
        var rows = BurdaRow.Of(results, study.Anchors);
        var fault = rows.Count == 0 ? null : PictureFiles.Write(Path.Combine(folder.Path, TableFile), path => File.WriteAllText(path, BurdaTable.Markdown(rows, plan.Epochs)), "table");
        if (request.Json)
            JsonText.Write(session.Terminal, new BurdaResult(plan.Epochs, rows, results, plan.Timings, folder.Path, results.Count < cells.Count), BurdaResultJson.Default.BurdaResult);
        else if (rows.Count > 0)
            BurdaTable.Write(session.Terminal.Output, rows, plan.Epochs);
        return EndOfWork.Say(session, folder.Path, "The cells, their runs and the table", "cells", results.Count, cells.Count, fault);
    }

    private BurdaStudy Study(DataSet data, string folder) => new(data, request.Settings, folder, session.Interruption.Token);

    private SharedWork<Timing> Timings(BurdaStudy study, IReadOnlyList<Cell> cells) => new(session, (index, _) => study.Time(cells[index]), BurdaJson.Default.Timing);

    private SharedWork<CellResult> Trainings(BurdaStudy study, StudyPlan plan, IReadOnlyList<Cell> cells) => new(
        session,
        (index, note) => study.Train(cells[index], plan.Epochs, (share, words) => note(string.Create(CultureInfo.InvariantCulture, $"{share:F5} {words}"))),
        BurdaJson.Default.CellResult);

    /// <summary>The number of epochs: the one that the study began with, the one that is given, or what fits into the time; null where the user interrupted it.</summary>
    private StudyPlan? Plan(BurdaStudy study, IReadOnlyList<Cell> cells, string folder, IProgressSink progress)
    {
        if (study.Plan() is { } begun && (request.Epochs ?? begun.Epochs) == begun.Epochs)
        {
            progress.Say($"The study has begun with {begun.Epochs} epochs for each cell, and goes on with them.");
            return begun;
        }

        if (request.Epochs is { } epochs)
            return study.Decide(epochs, null, []);
        if (request.Hours is not { } hours)
            throw new UsageException("The study does not know how long to train: write --hours H for the time that the whole may take, or --epochs N.");
        progress.Begin("what cells cost", cells.Count);
        var (done, measured) = (0, new Timing?[cells.Count]);
        Timings(study, cells).Do([.. Enumerable.Range(0, cells.Count)], request.Jobs, folder, (index, timing) =>
        {
            measured[index] = timing;
            progress.Report(++done, $"{done} measured");
        });
        if (measured.Contains(null))
            return null;
        Timing[] timings = [.. measured.OfType<Timing>()];
        foreach (var (cell, timing) in cells.Zip(timings).Where(pair => pair.First.Seed == 1))
            progress.Say(FormattableString.Invariant($"{BurdaTable.Title(cell.Layers, cell.Samples, cell.Gradient, cell.Seed)}: {timing.EpochSeconds:F1} s an epoch, {timing.TestSeconds:F1} s its test"));
        var left = (hours * 3600 * Budget.Share) - watch.Elapsed.TotalSeconds;
        var decided = Budget.Epochs(timings, request.Jobs, left) ?? throw new UsageException(FormattableString.Invariant(
            $"--hours {hours} is too little: one epoch of all {cells.Count} cells and their tests, {request.Jobs} at a time, take about {Numbers.Significant(((Budget.Span(timings, 1, request.Jobs) + watch.Elapsed.TotalSeconds) / 3600 / Budget.Share) + 0.005)} hours. Write more of them, or fewer cells with --layers, --samples and --gradient, or a shorter test with --limit and --test-samples."));
        progress.Say($"{decided} epochs for each cell; all together will take about {Duration.Text(TimeSpan.FromSeconds(Budget.Span(timings, decided, request.Jobs)))}, {request.Jobs} at a time.");
        return study.Decide(decided, hours, timings);
    }

    private IReadOnlyList<CellResult> Train(BurdaStudy study, StudyPlan plan, IReadOnlyList<Cell> cells, string folder, IProgressSink progress)
    {
        var results = study.Known(cells, plan.Epochs);
        int[] left = [.. Enumerable.Range(0, cells.Count).Where(i => results[i] is null)];
        if (left.Length < cells.Count)
            progress.Say($"{cells.Count - left.Length} of {cells.Count} cells are done already.");
        var weights = left.ToDictionary(index => index, index => Weight(cells[index], plan));
        var shares = left.ToDictionary(index => index, _ => 0.0);
        var whole = weights.Values.Sum();
        progress.Begin($"{cells.Count} cells", Parts);
        void Report(int index, double share, string words)
        {
            shares[index] = share;
            var cell = cells[index];
            progress.Report((long)(Parts * left.Sum(one => shares[one] * weights[one]) / whole), $"{BurdaTable.Title(cell.Layers, cell.Samples, cell.Gradient, cell.Seed)}: {words}");
        }

        Trainings(study, plan, cells).Do(
            left,
            request.Jobs,
            folder,
            (index, result) =>
            {
                study.Keep(cells[index], result);
                results[index] = result;
                progress.Say(BurdaTable.Line(result));
                Report(index, 1, "done");
            },
            (index, note) =>
            {
                var end = note.IndexOf(' ', StringComparison.Ordinal);
                Report(index, double.Parse(note[..end], CultureInfo.InvariantCulture), note[(end + 1)..]);
            });
        return [.. results.OfType<CellResult>()];
    }

    // The seconds that were measured, or the samples where nothing was.
    private double Weight(Cell cell, StudyPlan plan) => plan.Timings.FirstOrDefault(timing => timing.Cell == cell.Name) is { } timing
        ? (plan.Epochs * timing.EpochSeconds) + timing.TestSeconds
        : cell.Samples + 3;
}
