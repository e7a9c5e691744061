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
        using var evaluated = EvaluatedRun<TModel>.Open(session, request, run);
        var binding = evaluated.Binding;
        var outcome = ProgressDisplay.Show(session.Terminal, progress =>
            FinalTest.Measure(evaluated.Network, binding, request.Test with { ValidationBound = run.Metrics.ValidationBound }, progress, session.Interruption));
        if (outcome is null)
        {
            session.Say("Interrupted; nothing was measured to the end.");
            return Interruption.ExitStatus;
        }

        var metrics = outcome.AddTo(new());
        if (request.Json)
            JsonText.Write(session.Terminal, Result(metrics, binding, evaluated.Status, watch.Elapsed) with { Warnings = outcome.Warnings }, EvaluateJson.Default.EvaluateResult);
        else
            TestTable.Write(session.Terminal.Output, [(run.Model, metrics)]);
        session.Warn(outcome.Warnings);
        return 0;
    }

    private EvaluateResult Result(RunMetrics metrics, DataBinding binding, string status, TimeSpan time) => new(
        request.Folder,
        run.Model,
        binding.Data.Name,
        status,
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
