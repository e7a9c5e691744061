using System.Text.Json.Serialization;
using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>The side-car of a checkpoint: everything that is needed to know what the parameters are, and to evaluate them.</summary>
public sealed record RunRecord
{
    /// <summary>The address of the description of such files.</summary>
    public const string SchemaAddress = "https://raw.githubusercontent.com/hiwae/hiwae/main/docs/run.schema.json";

    /// <summary>The format of this record.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Where the form of this file is described; null where it does not say.</summary>
    [JsonPropertyName("$schema"), JsonPropertyOrder(-1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Schema { get; init; } = SchemaAddress;

    /// <summary>The format that it was written in.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The version of the library that wrote it.</summary>
    public required string Version { get; init; }

    /// <summary>The model's name in the catalogue.</summary>
    public required string Model { get; init; }

    /// <summary>The data that it was trained on.</summary>
    public required RunData Data { get; init; }

    /// <summary>The options of training.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>K.</summary>
    public required int Samples { get; init; }

    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>The number of threads of the tensor engine.</summary>
    public required int Threads { get; init; }

    /// <summary>The number of processes that took the steps together; null for one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Ranks { get; init; }

    /// <summary>The tensor engine and its version.</summary>
    public required string Engine { get; init; }

    /// <summary>The number of whole epochs made.</summary>
    public int Epoch { get; init; }

    /// <summary>The epoch at whose end the parameters were as they are saved; null for an interruption in mid-epoch.</summary>
    public int? KeptEpoch { get; init; }

    /// <summary>The number of steps made.</summary>
    public long Step { get; init; }

    /// <summary>The end that it came to.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The device of the parameters, <c>cpu</c> or such as <c>cuda:0</c>.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Whether the run keeps what it needs to go on.</summary>
    public bool KeepsState { get; init; } = true;

    /// <summary>How it is tested at the end; null where nobody said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunTest? Test { get; init; }

    /// <summary>The measurements.</summary>
    public RunMetrics Metrics { get; init; } = new();

    /// <summary>The record of a run that is trained in a loop of one's own, as it stands.</summary>
    /// <param name="state">The run.</param>
    /// <param name="data">Its data, such as <see cref="RunData.Of(DataBinding)"/>.</param>
    /// <param name="options">How it is trained.</param>
    public static RunRecord Of<TModel>(TrainingState<TModel> state, RunData data, TrainingOptions options) where TModel : class, IModel<TModel> => new()
    {
        Version = typeof(RunRecord).Assembly.GetName().Version?.ToString(3) ?? "unknown",
        Model = TModel.Description.Name,
        Data = data,
        Options = options,
        Samples = state.Network.Samples,
        Seed = options.Seed,
        Threads = get_num_threads(),
        Engine = $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}",
        Device = state.Noise.Device.ToString(),
        Epoch = state.Epoch,
        KeptEpoch = state.KeptEpoch,
        Step = state.Step,
        Metrics = new() { TrainingBound = state.LastEpoch?.TrainingBound, ValidationBound = state.LastEpoch?.ValidationBound },
    };
}

/// <summary>The end that a training run came to.</summary>
public enum RunStatus
{
    /// <summary>It is under way, or was killed: the checkpoint is of the last whole epoch.</summary>
    Running,

    /// <summary>It was stopped in mid-epoch; the checkpoint is of the last step.</summary>
    Interrupted,

    /// <summary>It came to its end.</summary>
    Completed,

    /// <summary>The loss was no longer a number; the checkpoint is of the last good epoch.</summary>
    Diverged,
}

/// <summary>The JSON form of a <see cref="RunRecord"/>; generated at compile time, so that it survives trimming.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJson : JsonSerializerContext;
