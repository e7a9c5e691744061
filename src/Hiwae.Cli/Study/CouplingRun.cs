using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Workers;
using Hiwae.Data;
using Hiwae.Studies.Coupling;

namespace Hiwae.Cli.Study;

/// <summary>Does the cells of <c>study coupling</c> that are left, prints the summary, and draws it.</summary>
/// <param name="session">The user's wish to stop, and where to write.</param>
/// <param name="request">The request.</param>
internal sealed class CouplingRun(Session session, CouplingRequest request)
{
    private const string TableFile = "coupling.md";

    /// <summary>The study.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        using var data = DataSources.Load(request.Source);
        StudyImages.Check(data);
        CheckTest(data);
        var cells = request.Plan.Cells;
        if (WorkerProcess.Folder is { } place)
        {
            using var some = Study(data, place);
            return some.Prepare(Views(cells)) ? Work(some, cells).Serve() : Interruption.ExitStatus;
        }

        using var folder = RunFolder.Create(request.Folder, "coupling", data.Name, DateTime.Now);
        using var study = Study(data, folder.Path);
        if (Train(study, cells, folder.Path) is not { } results)
        {
            session.Say("Interrupted before p and log p(x) were there; no cell was begun.");
            return Interruption.ExitStatus;
        }

        var summary = Summary.Of(results);
        var (pictures, fault) = results.Count == 0 ? ([], null) : PictureFiles.Write(
            CouplingCharts.Of(summary).Select(picture => (Path.Combine(folder.Path, $"{picture.Name}.{request.Format}"), (Action<string>)picture.Chart.Save)));
        fault ??= results.Count == 0 ? null : PictureFiles.Write(Path.Combine(folder.Path, TableFile), path => File.WriteAllText(path, CouplingMarkdown.Of(summary)), "table");
        if (request.Json)
            JsonText.Write(session.Terminal, new CouplingResult(results, summary.Rows, summary.Differences, summary.Verdicts, pictures, folder.Path, results.Count < cells.Count), CouplingJson.Default.CouplingResult);
        else
            CouplingTable.Write(session.Terminal.Output, summary);
        return EndOfWork.Say(session, folder.Path, "The cells, the table and the pictures", "cells", results.Count, cells.Count, fault);
    }

    private static void CheckTest(DataSet data)
    {
        if (data.Test.Count < new Settings().TestImages)
            throw new UsageException($"{data.Source} has {data.Test.Count} test images, and this study measures on {new Settings().TestImages}; name other data with --data.");
    }

    private CouplingStudy Study(DataSet data, string folder) => new(data, request.Settings, request.Fit, new(folder), () => session.Interruption.IsRequested);

    private SharedWork<CellResult> Work(CouplingStudy study, IReadOnlyList<Cell> cells) => new(session, (index, _) => study.Train(cells[index]), CellJson.Default.CellResult);

    private static IEnumerable<string> Views(IReadOnlyList<Cell> cells) => cells.Select(cell => cell.View).Distinct();

    private IReadOnlyList<CellResult>? Train(CouplingStudy study, IReadOnlyList<Cell> cells, string folder) => ProgressDisplay.Show(session.Terminal, progress =>
    {
        progress.Begin("p, and log p(x) on the plane", request.Fit.Steps);
        if (!study.Prepare(Views(cells), (step, bound) => progress.Report(step, string.Create(CultureInfo.InvariantCulture, $"log p(x) {bound:F2}"))))
            return null;
        foreach (var view in Views(cells))
            progress.Say(string.Create(CultureInfo.InvariantCulture, $"{view}: log p(x) {study[view].LogEvidence.Average():F3} nats on average, {study[view].GridError:E1} nats off on half the grid; {study[view].ModesOf.Average():F1} modes"));
        var results = study.Known(cells);
        var known = results.Count(result => result is not null);
        if (known > 0)
            progress.Say($"{known} of {cells.Count} cells are done already.");
        progress.Begin($"{cells.Count} cells", cells.Count - known);
        var done = 0;
        Work(study, cells).Do([.. Enumerable.Range(0, cells.Count).Where(i => results[i] is null)], request.Jobs, folder, (index, result) =>
        {
            study.Keep(cells[index], result);
            results[index] = result;
            progress.Say(CouplingTable.Line(result));
            progress.Report(++done, $"{known + done} done");
        });
        return (IReadOnlyList<CellResult>)[.. results.OfType<CellResult>()];
    });
}
