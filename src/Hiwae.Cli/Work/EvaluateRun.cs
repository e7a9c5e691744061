using System.Diagnostics;
using Hiwae.Checkpoints;
using Hiwae.Cli.Diagnosis;
using Hiwae.Cli.Display;
using Hiwae.Cli.Results;
using Hiwae.Data;

namespace Hiwae.Cli.Work;

/// <summary>Measures the model of a run on test images.</summary>
internal sealed class EvaluateRun(Session session, EvaluateRequest request, RunRecord run) : IModelVisitor<int>
{
    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        var watch = Stopwatch.StartNew();
        using var network = TModel.CreateNetwork(Noise.FromSeed(run.Seed), run.Samples);
        Checkpoint.Load(request.Folder, network);
        using var data = DataSources.Load(request.Source ?? run.Data.Source);
        CheckSize(TModel.Description, data);
        session.Say($"{run.Model} of {request.Folder} ({StatusText}, epoch {run.Epoch}, step {run.Step}) on {data.Name}, K = {network.Samples}");
        var outcome = ProgressDisplay.Show(session.Terminal, progress =>
            FinalTest.Measure(network, data, request.Test, progress, session.Interruption));
        if (outcome is null)
        {
            session.Say("Interrupted; nothing was measured to the end.");
            return Interruption.ExitStatus;
        }

        var metrics = outcome.AddTo(new());
        if (request.Json)
            ResultJson.Write(session.Terminal, Result(metrics, data.Name, watch.Elapsed));
        else
            TestTable.Write(session.Terminal.Output, [(run.Model, metrics)]);
        return 0;
    }

    private string StatusText => run.Status.ToString().ToLowerInvariant();

    private EvaluateResult Result(RunMetrics metrics, string data, TimeSpan time) => new(
        request.Folder,
        run.Model,
        data,
        StatusText,
        run.Epoch,
        run.Samples,
        request.Test.Seed,
        metrics.TestBound,
        metrics.TestNll,
        metrics.TestNllStandardError,
        metrics.TestNllSamples,
        metrics.TestImages,
        metrics.EffectiveSampleSize,
        metrics.VarianceLogEstimate,
        metrics.MeanWeightCorrelation,
        metrics.MeanLogWeightCorrelation,
        time.TotalSeconds,
        Memory.PeakMegabytes());

    private static void CheckSize(ModelDescription model, ImageData data)
    {
        var size = model.Observed.Sum(v => v.Size);
        if (size != data.Height * data.Width)
            throw new UsageException(
                $"{model.Name} observes {size} values, but the images of {data.Name} have {data.Height} × {data.Width} = {data.Height * data.Width} pixels; name other images with --data.");
    }
}
