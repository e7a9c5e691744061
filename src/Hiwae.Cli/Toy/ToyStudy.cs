using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Workers;
using Hiwae.Toys;

namespace Hiwae.Cli.Toy;

/// <summary>Many models on densities of the plane: <c>--sweep</c> and <c>--compare</c>.</summary>
/// <param name="session">The catalogue, and the user's wish to stop.</param>
/// <param name="request">The request.</param>
/// <param name="models">The models.</param>
internal sealed class ToyStudy(Session session, ToyRequest request, IReadOnlyList<ToyModel> models)
{
    private const int GroupsInRow = 200;

    private readonly ToyCatalogue toys = ToyOptions.Catalogue(session);

    /// <summary>All models at several K on one or more densities, one seed: bound, variance and correlation by K.</summary>
    public static int Sweep(Session session, ToyRequest request)
    {
        var study = new ToyStudy(session, request, ToyModels.All);
        return study.Run("toy-sweep", WriteTables, study.CurvesByTarget);
    }

    /// <summary>The models that the comparison is of, several seeds: a table in Markdown of their medians, and a picture for each density.</summary>
    public static int Compare(Session session, ToyRequest request)
    {
        var study = new ToyStudy(session, request, ToyModels.Compared);
        return study.Run("toy-compare", WriteMarkdown, study.PicturesOfProposals);
    }

    private int Run(
        string name,
        Action<TextWriter, IReadOnlyList<ToyMedian>> print,
        Func<IReadOnlyList<ToyRecord>, IEnumerable<(string File, Chart Chart)>> draw)
    {
        var trainings = request.Trainings(models);
        foreach (var settings in trainings)
            ToyOptions.Check(settings, toys);
        if (WorkerProcess.Folder is { } place)
            return Work(new(toys, new(place)), trainings).Serve();
        using var folder = RunFolder.Create(request.Folder, name, string.Join('-', request.Targets), DateTime.Now);
        var runs = Train(new(toys, new(folder.Path)), trainings, folder.Path);
        ToyMedian[] medians = [.. runs.GroupBy(run => (run.Target, run.Samples, run.Structure, run.Weights)).Select(group => ToyMedian.Of([.. group]))];
        var (pictures, fault) = Draw(folder.Path, runs, draw);
        var isWhole = runs.Count == trainings.Count;
        if (request.Json)
            JsonText.Write(session.Terminal, new ToySeriesResult(runs, medians, pictures, folder.Path, !isWhole), ToyJson.Default.ToySeriesResult);
        else
            print(session.Terminal.Output, medians);
        return EndOfWork.Say(session, folder.Path, "The trainings and the pictures", "trainings", runs.Count, trainings.Count, fault);
    }

    private SharedWork<ToyRecord> Work(ToySeries series, IReadOnlyList<ToySettings> trainings) => new(session, (index, _) => series.Train(trainings[index]), ToyStoreJson.Default.ToyRecord);

    private IReadOnlyList<ToyRecord> Train(ToySeries series, IReadOnlyList<ToySettings> trainings, string folder)
    {
        var records = series.Known(trainings);
        var known = records.Count(record => record is not null);
        if (known > 0)
            session.Say($"{known} of {trainings.Count} trainings are done already.");
        ProgressDisplay.Show(session.Terminal, progress =>
        {
            progress.Begin($"{trainings.Count} trainings", trainings.Count - known);
            var done = 0;
            Work(series, trainings).Do([.. Enumerable.Range(0, trainings.Count).Where(i => records[i] is null)], request.Workers, folder, (index, record) =>
            {
                series.Keep(record);
                records[index] = record;
                progress.Say(ToyTable.Line(record));
                progress.Report(++done, $"{done} done");
            });
            return true;
        });
        return [.. records.OfType<ToyRecord>()];
    }

    private static (IReadOnlyList<string> Pictures, string? Fault) Draw(
        string folder, IReadOnlyList<ToyRecord> runs, Func<IReadOnlyList<ToyRecord>, IEnumerable<(string File, Chart Chart)>> draw) =>
        runs.Count == 0
            ? ([], null)
            : PictureFiles.Write(draw(runs).Select(picture => (Path.Combine(folder, picture.File), (Action<string>)picture.Chart.Save)));

    private static void WriteTables(TextWriter output, IReadOnlyList<ToyMedian> medians)
    {
        foreach (var target in medians.GroupBy(median => median.Target))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{target.Key}: log Z = {Numbers.Text(ToyTargets.All[ToyTarget.Names.IndexOf(target.Key)].LogNormaliser, 4)}"));
            ToyTable.Write(output, target.OrderBy(median => models(median)).ThenBy(median => median.Samples));
        }

        static int models(ToyMedian median) =>
            Enumerable.Range(0, ToyModels.All.Count).First(i => (ToyModels.All[i].Structure, ToyModels.Name(ToyModels.All[i].Weights)) == (median.Structure, median.Weights));
    }

    private static void WriteMarkdown(TextWriter output, IReadOnlyList<ToyMedian> medians) => output.Write(ToyMarkdown.Of(medians));

    private IEnumerable<(string File, Chart Chart)> CurvesByTarget(IReadOnlyList<ToyRecord> runs) =>
        runs.GroupBy(run => run.Target).Select(target => ($"toy-sweep-{target.Key}.{request.Format}", ToyChart.OfSweep([.. target])));

    /// <summary>Gaps by K, and for each density each model's proposals, of the seed whose gap is the median.</summary>
    private IEnumerable<(string File, Chart Chart)> PicturesOfProposals(IReadOnlyList<ToyRecord> runs)
    {
        yield return ($"toy-gaps.{request.Format}", ToyChart.OfGaps(runs));
        var middle = request.Samples[request.Samples.Count / 2];
        foreach (var target in request.Targets)
        {
            ToySettings[] rows = [.. models.Select(model => OfMedian(model, target, middle, runs)).OfType<ToySettings>()];
            if (rows.Length < models.Count || session.Interruption.IsRequested)
                yield break;
            session.Say($"Drawing {target}.");
            ToyOutcome[] outcomes = [.. rows.Select(row => ToyTraining.Run(toys, row, GroupsInRow)).OfType<ToyOutcome>()];
            if (outcomes.Length == rows.Length)
                yield return ($"toy-{target}.{request.Format}", ToyPicture.Of(outcomes));
        }
    }

    /// <summary>The training of the median gap; it repeats to the last bit. Null where none is done.</summary>
    private ToySettings? OfMedian(ToyModel model, string target, int samples, IReadOnlyList<ToyRecord> runs)
    {
        ToyRecord[] sorted = [.. runs.Where(run => (run.Target, run.Samples) == (target, samples) && (run.Structure, run.Weights) == (model.Structure, ToyModels.Name(model.Weights))).OrderBy(run => run.Gap)];
        return sorted.Length == 0 ? null : request.Settings with { Target = target, Samples = samples, Model = model, Seed = sorted[sorted.Length / 2].Seed };
    }
}
