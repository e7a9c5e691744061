using System.Diagnostics;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Studies.Burda;

namespace Hiwae.Cli.Study;

/// <summary>Does the cells of <c>study burda</c> that are left, and writes the table.</summary>
/// <param name="session">The user's wish to stop, and where to write.</param>
/// <param name="request">The request.</param>
internal sealed class BurdaRun(Session session, BurdaRequest request)
{
    private const int Pixels = 784;
    private const string TableFile = "table.md";

    // What a cell counts for in the progress.
    private const int Parts = 10_000;

    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>The study.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        using var data = DataSources.Load(request.Source);
        Check(data);
        using var folder = RunFolder.Create(request.Folder, "burda", data.Name, DateTime.Now);
        var cells = request.Plan.Cells;
        using var study = new BurdaStudy(data, request.Settings, folder.Path, session.Interruption.Token);
        session.Say($"{cells.Count} cells, {Numbers.Count(study.TrainingImages)} images of {data.Name} to train on, {study.Settings}");
        var (plan, results) = ProgressDisplay.Show(session.Terminal, progress => Plan(study, cells, progress) is { } plan ? (plan, Train(study, plan, cells, progress)) : (null, (IReadOnlyList<CellResult>)[]));
        if (plan is null)
            return End(folder.Path, 0, cells.Count, null);
        var rows = BurdaRow.Of(results, study.Anchors);
        var fault = rows.Count == 0 ? null : PictureFiles.Write(Path.Combine(folder.Path, TableFile), path => File.WriteAllText(path, BurdaTable.Markdown(rows, plan.Epochs)), "table");
        if (request.Json)
            JsonText.Write(session.Terminal, new BurdaResult(plan.Epochs, rows, results, plan.Timings, folder.Path, results.Count < cells.Count), BurdaResultJson.Default.BurdaResult);
        else if (rows.Count > 0)
            BurdaTable.Write(session.Terminal.Output, rows, plan.Epochs);
        return End(folder.Path, results.Count, cells.Count, fault);
    }

    private static void Check(DataSet data)
    {
        if (data.Image is not { } image)
            throw new UsageException($"{data.Source} has no images, and this study is of images of {Pixels} pixels; name others with --data.");
        if (image.Size != Pixels)
            throw new UsageException($"The images of {data.Source} have {string.Join(" × ", image.Shape)} pixels, and this study is of images of {Pixels}; name others with --data.");
    }

    /// <summary>The number of epochs: the one that the study began with, the one that is given, or what fits into the time; null where the user interrupted it.</summary>
    private StudyPlan? Plan(BurdaStudy study, IReadOnlyList<Cell> cells, IProgressSink progress)
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
        var done = 0;
        if (study.Time(cells, request.Jobs, _ => progress.Report(++done, $"{done} measured")) is not { } timings)
            return null;
        foreach (var (cell, timing) in cells.Zip(timings).Where(pair => pair.First.Seed == 1))
            progress.Say(FormattableString.Invariant($"{BurdaTable.Title(cell.Layers, cell.Samples, cell.Gradient, cell.Seed)}: {timing.EpochSeconds:F1} s an epoch, {timing.TestSeconds:F1} s its test"));
        var left = (hours * 3600 * Budget.Share) - watch.Elapsed.TotalSeconds;
        var decided = Budget.Epochs(timings, request.Jobs, left) ?? throw new UsageException(FormattableString.Invariant(
            $"--hours {hours} is too little: one epoch of all {cells.Count} cells and their tests, {request.Jobs} at a time, take about {Numbers.Significant(((Budget.Span(timings, 1, request.Jobs) + watch.Elapsed.TotalSeconds) / 3600 / Budget.Share) + 0.005)} hours. Write more of them, or fewer cells with --layers, --samples and --gradient, or a shorter test with --limit and --test-samples."));
        progress.Say($"{decided} epochs for each cell; all together will take about {Duration.Text(TimeSpan.FromSeconds(Budget.Span(timings, decided, request.Jobs)))}, {request.Jobs} at a time.");
        return study.Decide(decided, hours, timings);
    }

    private IReadOnlyList<CellResult> Train(BurdaStudy study, StudyPlan plan, IReadOnlyList<Cell> cells, IProgressSink progress)
    {
        var results = study.Known(cells, plan.Epochs);
        var left = cells.Where((_, i) => results[i] is null).ToArray();
        if (left.Length < cells.Count)
            progress.Say($"{cells.Count - left.Length} of {cells.Count} cells are done already.");
        var weights = left.ToDictionary(cell => cell, cell => Weight(cell, plan));
        var shares = left.ToDictionary(cell => cell, _ => 0.0);
        var whole = weights.Values.Sum();
        var gate = new Lock();
        progress.Begin($"{cells.Count} cells", Parts);
        study.Run(
            cells,
            results,
            plan.Epochs,
            request.Jobs,
            (cell, share, words) =>
            {
                lock (gate)
                {
                    shares[cell] = share;
                    progress.Report((long)(Parts * left.Sum(one => shares[one] * weights[one]) / whole), $"{BurdaTable.Title(cell.Layers, cell.Samples, cell.Gradient, cell.Seed)}: {words}");
                }
            },
            result =>
            {
                lock (gate)
                    progress.Say(BurdaTable.Line(result));
            });
        return [.. results.OfType<CellResult>()];
    }

    // The seconds that were measured, or the samples where nothing was.
    private double Weight(Cell cell, StudyPlan plan) => plan.Timings.FirstOrDefault(timing => timing.Cell == cell.Name) is { } timing
        ? (plan.Epochs * timing.EpochSeconds) + timing.TestSeconds
        : cell.Samples + 3;

    private int End(string folder, int done, int all, string? fault)
    {
        if (fault is not null)
            session.Say($"error: {fault}");
        session.Say(done == all
            ? $"Done. The cells, their runs and the table are in {folder}."
            : $"Interrupted after {done} of {all} cells, which are kept in {folder}, and those under way too; the same command with --out {folder} goes on.");
        return done < all ? Interruption.ExitStatus : fault is null ? 0 : ExitStatus.Failed;
    }
}
