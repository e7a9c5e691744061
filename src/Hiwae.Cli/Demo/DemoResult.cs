using Hiwae.Cli.Toy;

namespace Hiwae.Cli.Demo;

/// <summary>What <c>demo --json</c> prints.</summary>
internal sealed record DemoResult(
    string Data, int Epochs, int Batch, long Seed, IReadOnlyList<DemoModelResult> Models, string? Picture, ToyResult? Toy, double Seconds, double PeakMemoryMb);

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
    double TrainingSeconds);
