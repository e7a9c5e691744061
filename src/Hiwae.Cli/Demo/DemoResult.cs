using System.Text.Json.Serialization;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Toy;
using Hiwae.Data;

namespace Hiwae.Cli.Demo;

/// <summary>The result of <c>demo --json</c>.</summary>
internal sealed record DemoResult(
    string Data, int Epochs, int Batch, long Seed, IReadOnlyList<DemoModelResult> Models, string? Picture, ToyResult? Toy, double Seconds, double PeakMemoryMb)
{
    /// <summary>The result of a demonstration.</summary>
    public static DemoResult Of(
        DemoRequest request, DataSet data, IReadOnlyList<DemoModel> models, string? picture, ToyResult? toy, TimeSpan time) => new(
        data.Name,
        request.Options.Epochs,
        request.Options.BatchSize,
        request.Options.Seed,
        [.. models.Select(DemoModelResult.Of)],
        picture,
        toy,
        time.TotalSeconds,
        Memory.PeakMegabytes());
}

/// <summary>One of the models that the demonstration compares.</summary>
internal sealed record DemoModelResult(
    string Model,
    double? TestBound,
    double? TestLogLikelihood,
    double? TestLogLikelihoodStandardError,
    int? TestSamples,
    int? TestImages,
    double? EffectiveSampleSize,
    double? VarianceLogEstimate,
    double? MeanWeightCorrelation,
    double? MeanLogWeightCorrelation,
    double? WeightCorrelationFloor,
    double? CouplingGain,
    double? CouplingCeiling,
    double TrainingSeconds)
{
    /// <summary>The result of one model.</summary>
    public static DemoModelResult Of(DemoModel model) => new(
        model.Name,
        model.Metrics.TestBound,
        -model.Metrics.TestNll,
        model.Metrics.TestNllStandardError,
        model.Metrics.TestNllSamples,
        model.Metrics.TestImages,
        model.Metrics.EffectiveSampleSize,
        model.Metrics.VarianceLogEstimate,
        model.Metrics.MeanWeightCorrelation,
        model.Metrics.MeanLogWeightCorrelation,
        model.Metrics.WeightCorrelationFloor,
        model.Metrics.CouplingGain,
        model.Metrics.CouplingCeiling,
        model.Metrics.Seconds ?? 0);
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DemoResult))]
internal sealed partial class DemoJson : JsonSerializerContext;
