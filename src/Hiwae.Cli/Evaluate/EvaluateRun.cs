using System.Diagnostics;
using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Training;

namespace Hiwae.Cli.Evaluate;

/// <summary>Measures the model of a run on test images.</summary>
internal sealed class EvaluateRun(Session session, EvaluateRequest request, RunRecord run) : IModelVisitor<int>
{
    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        var watch = Stopwatch.StartNew();
        using var network = RunNetwork.Load<TModel>(request.Folder, run, session.Program, DeviceOption.Open(request.Device));
        var step = StepChoice.Decide(network, request.Test.Step);
        using var data = RunImages.Load(request.Folder, run, request.Images, warning => session.Warn([warning]));
        var binding = RunImages.Bind(TModel.Description, data, run, request.Images);
        session.Say($"{run.Model} of {request.Folder} ({(run.Status == RunStatus.Running ? "under way, or killed" : StatusText)}, {Parameters}) on {RunNetwork.Title(data)}, {Plates.Text(network.Samples, network.Heads)}; step: {StepText.Of(step)}");
        session.Say($"{run.Model}: data: {binding}");
        var outcome = ProgressDisplay.Show(session.Terminal, progress =>
            FinalTest.Measure(network, binding, request.Test with { ValidationBound = run.Metrics.ValidationBound }, progress, session.Interruption));
        if (outcome is null)
        {
            session.Say("Interrupted; nothing was measured to the end.");
            return Interruption.ExitStatus;
        }

        var metrics = outcome.AddTo(new());
        if (request.Json)
            JsonText.Write(session.Terminal, Result(metrics, binding, watch.Elapsed) with { Warnings = outcome.Warnings }, EvaluateJson.Default.EvaluateResult);
        else
            TestTable.Write(session.Terminal.Output, [(run.Model, metrics)]);
        session.Warn(outcome.Warnings);
        return 0;
    }

    private string StatusText => run.Status.ToString().ToLowerInvariant();

    private string Parameters => (run.KeptEpoch is { } kept && kept != run.Epoch
        ? $"the parameters of epoch {kept}, the best of {run.Epoch}"
        : $"epoch {run.Epoch}, step {run.Step}") + (run.Options.Averaging > 0 ? ", averaged" : "");

    private EvaluateResult Result(RunMetrics metrics, DataBinding binding, TimeSpan time) => new(
        request.Folder,
        run.Model,
        binding.Data.Name,
        StatusText,
        run.Epoch,
        run.KeptEpoch,
        run.Samples,
        request.Test.Seed,
        binding.Missing,
        time.TotalSeconds,
        Memory.PeakMegabytes())
    {
        Metrics = metrics,
    };
}

/// <summary>The result of <c>evaluate --json</c>.</summary>
internal sealed record EvaluateResult(
    string Run,
    string Model,
    string Data,
    string Status,
    int Epochs,
    int? KeptEpoch,
    int Samples,
    long Seed,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] double Missing,
    [property: JsonPropertyOrder(TestMetrics.After)] double Seconds,
    [property: JsonPropertyOrder(TestMetrics.After)] double PeakMemoryMb) : TestMetrics;

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(EvaluateResult))]
internal sealed partial class EvaluateJson : JsonSerializerContext;
