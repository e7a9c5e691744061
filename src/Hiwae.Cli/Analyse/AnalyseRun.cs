using System.Diagnostics;
using Hiwae.Checkpoints;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Reports;
using Hiwae.Training;

namespace Hiwae.Cli.Analyse;

/// <summary>Looks into the estimator of a run's model.</summary>
internal sealed class AnalyseRun(Session session, AnalyseRequest request, RunRecord run) : IModelVisitor<int>
{
    private const string Subfolder = "analysis";

    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        var watch = Stopwatch.StartNew();
        using var scope = torch.NewDisposeScope();
        using var network = RunNetwork.Load<TModel>(request.Folder, run, session.Program, DeviceOption.Open(request.Device));
        using var data = TModel.Description.Data.Any() ? RunImages.Load(request.Folder, run, request.Data, warning => session.Warn([warning])) : null;
        var binding = data is null ? null : RunImages.Bind(TModel.Description, data, run, request.Data);
        var images = Images(binding);
        using var folder = RunFolder.Create(request.Output ?? RunFolder.Inside(request.Folder, Subfolder), TModel.Description.Name, data?.Name ?? "", DateTime.Now);
        session.Say($"{run.Model} of {request.Folder} on {(data is null ? "no data" : RunNetwork.Title(data))}, K = {network.Samples}, {request.Repeats} draws for each of {Math.Min(request.Images, images.Batch)} images");
        if (binding is not null)
            session.Say($"{run.Model}: data: {binding}");
        var analysis = ProgressDisplay.Show(session.Terminal, progress =>
            new AnalyseMeasurement(request, progress, session.Interruption).Measure(network, images));
        if (analysis is null)
        {
            session.Say("Interrupted; nothing was measured to the end.");
            return Interruption.ExitStatus;
        }

        IReadOnlyList<string> warnings = Trust.Warning(analysis.Images, request.Repeats, "--repeats", EstimatorReport.Of(analysis.Images).Bound, run.Metrics.ValidationBound) is { } warning ? [warning] : [];
        return Show(TModel.Description, analysis, data?.Name, folder.Path, warnings, watch);
    }

    /// <summary>As many as the draws and the gradients need.</summary>
    private Observation Images(DataBinding? binding)
    {
        if (binding is null)
            return Observation.Nothing(1);
        var count = Math.Max(request.Images, (int)Math.Min((long)request.Batches * request.BatchSize, int.MaxValue));
        return binding.HeldOut(binding.Data.Test.Take(count), DeviceOption.Open(request.Device));
    }

    private int Show(ModelDescription model, Analysis analysis, string? data, string folder, IReadOnlyList<string> warnings, Stopwatch watch)
    {
        var (files, fault) = PictureFiles.Write(
            AnalyseCharts.Of(analysis, request.Format).Select(picture => (Path.GetFullPath(Path.Combine(folder, picture.File)), (Action<string>)picture.Chart.Save)));
        if (request.Json)
            JsonText.Write(session.Terminal, AnalyseResult.Of(analysis, request, run, data, files, watch.Elapsed, Memory.PeakMegabytes()) with { Warnings = warnings }, AnalyseJson.Default.AnalyseResult);
        else
            AnalyseText.Write(session.Terminal.Output, model, analysis, files);
        session.Warn(warnings);
        if (fault is null)
            return 0;
        session.Say($"error: {fault}");
        return ExitStatus.Failed;
    }
}
