using System.Diagnostics;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Toy;
using Hiwae.Data;

namespace Hiwae.Cli.Demo;

/// <summary>The main job in its shortest form: two models, the same budget, side by side; and what coupled proposals do, on a density of the plane.</summary>
internal static class DemoRun
{
    /// <summary>Trains, measures, draws, and prints.</summary>
    public static int Run(Session session, DemoRequest request)
    {
        var watch = Stopwatch.StartNew();
        var entries = Entries(session);
        if (entries.Count < DemoRequest.Models.Count)
            throw new UsageException(
                $"The demonstration compares {string.Join(" and ", DemoRequest.Models)}; this program declares {(entries.Count == 0 ? "neither" : $"{entries[0].Description.Name} alone")}. "
                + $"'{session.Program} train MODEL --data {DataSources.Glyphs}' trains a model on the same images.");
        using var data = DataSources.Load(DataSources.Glyphs);
        using var folder = RunFolder.Create(request.Folder, "demo", data.Name, DateTime.Now);
        return Run(session, request, entries, data, folder.Path, watch);
    }

    /// <summary>The models that are compared, as far as the catalogue has them.</summary>
    public static IReadOnlyList<ModelEntry> Entries(Session session) =>
        [.. DemoRequest.Models.SelectMany(name => session.Models.Where(m => m.Description.Name == name))];

    /// <summary>Whether the catalogue has the model of the density on the plane.</summary>
    public static bool HasToy(Session session, DemoRequest request) => session.Models.Any(m => m.Description.Name == request.Toy.Model.Model);

    private static int Run(
        Session session, DemoRequest request, IReadOnlyList<ModelEntry> entries, DataSet data, string folder, Stopwatch watch)
    {
        session.Say(
            $"Training {string.Join(" and ", entries.Select(e => e.Description.Name))} on {Numbers.Count(data.Train.Count)} built-in images, {request.Options.Epochs} epochs each, {torch.get_num_threads()} threads.");
        var models = ProgressDisplay.Show<IReadOnlyList<DemoModel>?>(
            session.Terminal, progress => TrainAll(session, request, entries, data, progress));
        var hasToy = HasToy(session, request);
        var toy = models is not null && hasToy ? ToyRun.Train(session, request.Toy) : null;
        if (models is null || (hasToy && toy is null))
        {
            session.Say("Interrupted; the demonstration keeps nothing.");
            return Interruption.ExitStatus;
        }

        var picture = Path.GetFullPath(Path.Combine(folder, $"demo.{request.Format}"));
        var fault = PictureFiles.Write(picture, DemoPicture.Of(models, data).Save);
        var drawn = toy is null ? null : ToyRun.Draw(session, toy, Path.GetFullPath(Path.Combine(folder, $"toy-{toy.Settings.Target}.{request.Format}")));
        if (request.Json)
            JsonText.Write(session.Terminal, DemoResult.Of(request, data, models, fault is null ? picture : null, drawn, watch.Elapsed), DemoJson.Default.DemoResult);
        else
            Print(session, models, fault is null ? picture : null, drawn);
        if (fault is not null)
            session.Say($"error: {fault}");
        return fault is null && drawn is not { Picture: null } ? 0 : ExitStatus.Failed;
    }

    private static IReadOnlyList<DemoModel>? TrainAll(
        Session session, DemoRequest request, IEnumerable<ModelEntry> entries, DataSet data, IProgressSink progress)
    {
        var models = new List<DemoModel>();
        foreach (var entry in entries)
        {
            if (entry.Accept(new DemoTraining(session, request, data, progress)) is not { } model)
                return null;
            models.Add(model);
        }

        return models;
    }

    private static void Print(Session session, IReadOnlyList<DemoModel> models, string? picture, ToyResult? toy)
    {
        var output = session.Terminal.Output;
        TestTable.Write(output, [.. models.Select(m => (m.Name, m.Metrics))]);
        output.WriteLine("Nats per image; higher bounds and log-likelihoods are better.");
        if (picture is not null)
        {
            output.WriteLine($"Picture: {picture}");
            output.WriteLine(
                $"    from the top: test images, {string.Join(", ", models.Select(m => $"reconstructions by {m.Name}"))}, {string.Join(", ", models.Select(m => $"samples of {m.Name}"))}");
        }

        if (toy is { Run: { } run })
            ToyRun.Print(output, run, toy.Picture);
    }
}
