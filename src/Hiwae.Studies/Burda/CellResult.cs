using System.Text.Json.Serialization;

namespace Hiwae.Studies.Burda;

/// <summary>What a cell came to. A number that is not finite is null.</summary>
internal sealed record CellResult
{
    public required int Layers { get; init; }

    public required int Samples { get; init; }

    public required string Gradient { get; init; }

    public required long Seed { get; init; }

    public required int Epochs { get; init; }

    public required string Settings { get; init; }

    /// <summary>−log p(x) in nats, the mean over test images.</summary>
    public required double? Nll { get; init; }

    /// <summary>The standard error of <see cref="Nll"/> over test images, in nats.</summary>
    public required double? NllStandardError { get; init; }

    public required int TestImages { get; init; }

    public required int TestSamples { get; init; }

    /// <summary>L_K on the training images of the last epoch, in nats.</summary>
    public required double? TrainingBound { get; init; }

    /// <summary>Of the test.</summary>
    public required double TestSeconds { get; init; }

    /// <summary>Of the training, since the command that ended it began.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Whether it is the training that is asked for.</summary>
    public bool IsOf(Cell cell, int epochs, string settings) =>
        (Layers, Samples, Seed, Epochs) == (cell.Layers, cell.Samples, cell.Seed, epochs) && Gradient == cell.Gradient.ToString() && Settings == settings;
}

/// <summary>What a cell costs, as measured.</summary>
/// <param name="Cell">Its name.</param>
/// <param name="EpochSeconds">Of an epoch.</param>
/// <param name="TestSeconds">Of the test.</param>
internal sealed record Timing(string Cell, double EpochSeconds, double TestSeconds);

/// <summary>What was decided when the study began.</summary>
/// <param name="Epochs">Of every cell.</param>
/// <param name="Settings">What tells the settings apart.</param>
/// <param name="Hours">The budget of the whole; null where the number of epochs was given.</param>
/// <param name="Timings">What the decision was made by.</param>
internal sealed record StudyPlan(int Epochs, string Settings, double? Hours, ImmutableArray<Timing> Timings);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CellResult))]
[JsonSerializable(typeof(StudyPlan))]
internal sealed partial class BurdaJson : JsonSerializerContext;
