using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.History;

/// <summary>A line of a run's history: an epoch that ended, or the test at the end. Numbers are null where there is none, or it is not finite.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(EpochLine), "epoch")]
[JsonDerivedType(typeof(TestLine), "test")]
internal abstract record MetricsLine
{
    private const int First = -1;
    private const int Last = 1;

    /// <summary>The epoch, from 1; of a test, the one whose parameters were tested, 0 where that was none's.</summary>
    [JsonPropertyOrder(First)]
    public required int Epoch { get; init; }

    /// <summary>The number of steps made since the run began.</summary>
    [JsonPropertyOrder(First)]
    public required long Step { get; init; }

    /// <summary>The moment at which the line was written.</summary>
    [JsonPropertyOrder(Last)]
    public DateTimeOffset Time { get; init; }

    /// <summary>What was measured.</summary>
    internal abstract IEnumerable<double?> Measured();
}

/// <summary>The end of an epoch.</summary>
internal sealed record EpochLine : MetricsLine
{
    /// <summary>The mean bound over the epoch's steps, nats per datum.</summary>
    public required double? TrainingBound { get; init; }

    /// <summary>The bound on the validation data, nats per datum.</summary>
    public required double? ValidationBound { get; init; }

    /// <summary>Whether no earlier epoch had a higher validation bound.</summary>
    public bool IsBest { get; init; }

    /// <summary>Adam's step size for P in the last step.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The same for Q and R.</summary>
    public double? InferenceLearningRate { get; init; }

    /// <summary>The norm of the gradient of the last step, before it was clipped; null where none is.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>Seconds of steps and validation since the run began.</summary>
    public required double? Seconds { get; init; }

    /// <summary>Training data per second of this epoch, validation included.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <inheritdoc/>
    internal override IEnumerable<double?> Measured() => [TrainingBound, ValidationBound, LearningRate, InferenceLearningRate, GradientNorm, Seconds, ImagesPerSecond];
}

/// <summary>The test at the end of a run, nats per datum.</summary>
internal sealed record TestLine : MetricsLine
{
    /// <inheritdoc cref="RunMetrics.TestBound"/>
    public required double? TestBound { get; init; }

    /// <inheritdoc cref="RunMetrics.TestNll"/>
    public required double? TestNll { get; init; }

    /// <inheritdoc cref="RunMetrics.TestNllStandardError"/>
    public double? TestNllStandardError { get; init; }

    /// <inheritdoc cref="RunMetrics.TestNllSamples"/>
    public int? TestNllSamples { get; init; }

    /// <inheritdoc cref="RunMetrics.TestImages"/>
    public int? TestImages { get; init; }

    /// <inheritdoc cref="RunMetrics.EffectiveSampleSize"/>
    public double? EffectiveSampleSize { get; init; }

    /// <inheritdoc cref="RunMetrics.VarianceLogEstimate"/>
    public double? VarianceLogEstimate { get; init; }

    /// <inheritdoc cref="RunMetrics.MeanWeightCorrelation"/>
    public double? MeanWeightCorrelation { get; init; }

    /// <inheritdoc cref="RunMetrics.MeanLogWeightCorrelation"/>
    public double? MeanLogWeightCorrelation { get; init; }

    /// <inheritdoc cref="RunMetrics.WeightCorrelationFloor"/>
    public double? WeightCorrelationFloor { get; init; }

    /// <inheritdoc cref="RunMetrics.CouplingGain"/>
    public double? CouplingGain { get; init; }

    /// <inheritdoc cref="RunMetrics.CouplingCeiling"/>
    public double? CouplingCeiling { get; init; }

    /// <inheritdoc/>
    internal override IEnumerable<double?> Measured() =>
        [TestBound, TestNll, TestNllStandardError, EffectiveSampleSize, VarianceLogEstimate, MeanWeightCorrelation, MeanLogWeightCorrelation, WeightCorrelationFloor, CouplingGain, CouplingCeiling];

    /// <summary>The line of a run that was tested.</summary>
    public static TestLine Of(RunRecord run, DateTimeOffset now) => new()
    {
        Epoch = run.KeptEpoch ?? 0,
        Step = run.Step,
        Time = now,
        TestBound = Numbers.Finite(run.Metrics.TestBound),
        TestNll = Numbers.Finite(run.Metrics.TestNll),
        TestNllStandardError = Numbers.Finite(run.Metrics.TestNllStandardError),
        TestNllSamples = run.Metrics.TestNllSamples,
        TestImages = run.Metrics.TestImages,
        EffectiveSampleSize = Numbers.Finite(run.Metrics.EffectiveSampleSize),
        VarianceLogEstimate = Numbers.Finite(run.Metrics.VarianceLogEstimate),
        MeanWeightCorrelation = Numbers.Finite(run.Metrics.MeanWeightCorrelation),
        MeanLogWeightCorrelation = Numbers.Finite(run.Metrics.MeanLogWeightCorrelation),
        WeightCorrelationFloor = Numbers.Finite(run.Metrics.WeightCorrelationFloor),
        CouplingGain = Numbers.Finite(run.Metrics.CouplingGain),
        CouplingCeiling = Numbers.Finite(run.Metrics.CouplingCeiling),
    };
}

/// <summary>The serialisation of lines.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowOutOfOrderMetadataProperties = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(MetricsLine))]
internal sealed partial class MetricsJson : JsonSerializerContext;
