using System.Text.Json.Serialization;

namespace Hiwae.Cli.Evaluate;

/// <summary>What <c>evaluate --json</c> prints.</summary>
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
    double? TestBound,
    double? TestNll,
    double? TestNllStandardError,
    int? TestNllSamples,
    int? TestImages,
    double? EffectiveSampleSize,
    double? VarianceLogEstimate,
    double? MeanWeightCorrelation,
    double? MeanLogWeightCorrelation,
    double Seconds,
    double PeakMemoryMb);
