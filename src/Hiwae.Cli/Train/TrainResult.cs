using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>The result of <c>train --json</c>.</summary>
internal sealed record TrainResult : TestMetrics
{
    public required string Model { get; init; }

    public required string Data { get; init; }

    public required int Epochs { get; init; }

    public required int EpochsDone { get; init; }

    public required int? KeptEpoch { get; init; }

    public required long Steps { get; init; }

    public required int Samples { get; init; }

    public required int Batch { get; init; }

    public required double LearningRate { get; init; }

    public required double InferenceLearningRate { get; init; }

    /// <summary>The schedule of both learning rates.</summary>
    public required LearningRateSchedule Schedule { get; init; }

    [JsonPropertyName("amsgrad")]
    public required bool AmsGrad { get; init; }

    /// <summary>β₁ of Adam.</summary>
    [JsonPropertyName("beta1")]
    public required double Beta1 { get; init; }

    /// <summary>β₂ of Adam.</summary>
    [JsonPropertyName("beta2")]
    public required double Beta2 { get; init; }

    /// <summary>ε of Adam.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Where the output of p started: zero or mean.</summary>
    public required string OutputStart { get; init; }

    /// <summary>The estimator of the gradient, asked for or declared.</summary>
    public required string Gradient { get; init; }

    /// <summary>α of the bound that was trained, asked for or declared.</summary>
    public required double Alpha { get; init; }

    public required int InferenceUpdates { get; init; }

    /// <summary>β, the weight of all of the bound but log p(observed) in training, asked for or declared.</summary>
    public required double KlWeight { get; init; }

    public required int KlCycles { get; init; }

    /// <summary>In epochs.</summary>
    public required double WarmUp { get; init; }

    /// <summary>In nats.</summary>
    public required double FreeBits { get; init; }

    /// <summary>The decay of the average that the parameters are; 0 where they are those of the last step.</summary>
    public required double Averaging { get; init; }

    public required long Seed { get; init; }

    /// <summary>The fraction of values under a mask that was missing; left out where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Missing { get; init; }

    public required long Parameters { get; init; }

    /// <summary>The bound of <see cref="Alpha"/> and <see cref="KlWeight"/>.</summary>
    public required double? TrainingBound { get; init; }

    public required double? ValidationBound { get; init; }

    [JsonPropertyOrder(After)]
    public required double? Seconds { get; init; }

    [JsonPropertyOrder(After)]
    public required double? ImagesPerSecond { get; init; }

    [JsonPropertyOrder(After)]
    public required double PeakMemoryMb { get; init; }

    [JsonPropertyOrder(After)]
    public required int Threads { get; init; }

    [JsonPropertyOrder(After)]
    public required string Engine { get; init; }

    /// <summary>The number of processes that took the steps; left out where one did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyOrder(After)]
    public int? Ranks { get; init; }

    /// <summary>The device of the parameters.</summary>
    [JsonPropertyOrder(After)]
    public required string Device { get; init; }

    /// <summary>The path of steps: compiled or portable.</summary>
    [JsonPropertyOrder(After)]
    public required string Step { get; init; }

    /// <summary>The precision of the linear maps in training.</summary>
    [JsonPropertyOrder(After)]
    public required string Precision { get; init; }

    /// <summary>The profile of a step; left out where it was not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyOrder(After)]
    public IReadOnlyList<ProfileRow>? Profile { get; init; }

    [JsonPropertyOrder(After)]
    public required bool Interrupted { get; init; }

    [JsonPropertyOrder(After)]
    public required string Run { get; init; }

    public static TrainResult Of(RunRecord run, Gradient gradient, double alpha, double klWeight, string folder, string step, long parameters, double peakMegabytes, bool interrupted) => new()
    {
        Model = run.Model,
        Data = run.Data.Name,
        Epochs = run.Options.Epochs,
        EpochsDone = run.Epoch,
        KeptEpoch = run.KeptEpoch,
        Steps = run.Step,
        Samples = run.Samples,
        Batch = run.Options.BatchSize,
        LearningRate = run.Options.LearningRate,
        InferenceLearningRate = run.Options.InferenceLearningRate ?? run.Options.LearningRate,
        Schedule = run.Options.Schedule,
        AmsGrad = run.Options.AmsGrad,
        Beta1 = run.Options.Beta1,
        Beta2 = run.Options.Beta2,
        Epsilon = run.Options.Epsilon,
        OutputStart = OutputStartOption.Name(run.Options.OutputStart),
        Gradient = GradientNames.Of(gradient).Option,
        Alpha = alpha,
        InferenceUpdates = run.Options.InferenceUpdates,
        KlWeight = klWeight,
        KlCycles = run.Options.KlCycles,
        WarmUp = run.Options.WarmUp,
        FreeBits = run.Options.FreeBits,
        Averaging = run.Options.Averaging,
        Seed = run.Seed,
        Missing = run.Options.Missing,
        Parameters = parameters,
        TrainingBound = run.Metrics.TrainingBound,
        ValidationBound = run.Metrics.ValidationBound,
        Metrics = run.Metrics,
        Seconds = run.Metrics.Seconds,
        ImagesPerSecond = run.Metrics.ImagesPerSecond,
        PeakMemoryMb = peakMegabytes,
        Threads = run.Threads,
        Engine = run.Engine,
        Ranks = run.Ranks,
        Device = run.Device,
        Step = step,
        Precision = PrecisionOption.Name(run.Options.Precision),
        Interrupted = interrupted,
        Run = folder,
    };
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TrainResult))]
internal sealed partial class TrainJson : JsonSerializerContext;
