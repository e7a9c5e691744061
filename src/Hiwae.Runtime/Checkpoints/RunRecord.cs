using Hiwae.Training;

namespace Hiwae.Checkpoints;

/// <summary>The side-car of a checkpoint: everything that is needed to know what the parameters are, and to evaluate them.</summary>
public sealed record RunRecord
{
    /// <summary>The format of this record.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The format that it was written in.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The version of the library that wrote it.</summary>
    public required string Version { get; init; }

    /// <summary>The model's name in the catalogue.</summary>
    public required string Model { get; init; }

    /// <summary>What it was trained on.</summary>
    public required RunData Data { get; init; }

    /// <summary>How it was trained.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>K.</summary>
    public required int Samples { get; init; }

    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>Threads of the tensor engine.</summary>
    public required int Threads { get; init; }

    /// <summary>The tensor engine and its version.</summary>
    public required string Engine { get; init; }

    /// <summary>Whole epochs made.</summary>
    public int Epoch { get; init; }

    /// <summary>The epoch at whose end the parameters were as they are saved; null for an interruption in mid-epoch.</summary>
    public int? KeptEpoch { get; init; }

    /// <summary>Steps made.</summary>
    public long Step { get; init; }

    /// <summary>How far it came.</summary>
    public RunStatus Status { get; init; }

    /// <summary>What was measured.</summary>
    public RunMetrics Metrics { get; init; } = new();
}
