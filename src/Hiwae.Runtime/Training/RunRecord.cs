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
    /// <param name="data">Its data, such as <see cref="RunData.Of"/>.</param>
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

/// <summary>The data of a run.</summary>
/// <param name="Source">The source that loads them again: a built-in set's name, or the full path of a file or folder.</param>
/// <param name="Name">The set's name.</param>
/// <param name="Binarisation">The binarisation of pixels; none where there are no pixels.</param>
/// <param name="Height">The number of pixels of a column; 1 where there are no pixels.</param>
/// <param name="Width">The number of pixels of a row, or of values of the first field where there are no pixels.</param>
/// <param name="TrainingImages">The number of data that parameters were fitted to.</param>
/// <param name="White">The byte of the files that was read as a pixel that is on: 255 for grey levels, 1 where there were zeros and ones alone.</param>
public sealed record RunData(string Source, string Name, Binarisation Binarisation, int Height, int Width, int TrainingImages, int White = FieldValues.White)
{
    /// <summary>What each datum has: names, shapes, the levels of categories, and how numbers were scaled. Empty in records of versions that knew images alone.</summary>
    public ImmutableArray<DataField> Fields { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>How the files were read. Those of records of versions that knew no options are the ones that leave everything open.</summary>
    // What a record does not have is set to null by its reader.
    public DataOptions Options { get => field ?? new(); init; } = new();

    /// <summary>The file that says which pixels of the images for training and validation are there; null where none was read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MaskFile { get; init; }

    /// <summary>The same of the test images.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TestMaskFile { get; init; }

    /// <summary>A hash of what training sees of the data, by which a run that goes on knows them again; null where none was taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fingerprint { get; init; }

    /// <summary>The description of a set. The source of files is their full path, so that the run can be evaluated from anywhere.</summary>
    public static RunData Of(DataSet data)
    {
        var (field, pixels) = (data.Image ?? data.Fields[0], data.Image?.Kind as FieldKind.Pixels);
        return new(data.Source, data.Name, pixels?.Binarisation ?? Binarisation.None, field.Height, field.Width, data.Train.Count, pixels?.White ?? FieldValues.White)
        {
            Fields = data.Fields,
            Options = data.Options,
            MaskFile = data.MaskFile,
            TestMaskFile = data.TestMaskFile,
            Fingerprint = DataFingerprint.Of(data),
        };
    }
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

/// <summary>The measurements of a run; null where one was not made, or is not a number. Bounds are in nats per image.</summary>
public sealed record RunMetrics
{
    /// <summary>Mean bound over the steps of the epoch that the parameters are from; of the last whole one after an interruption.</summary>
    public double? TrainingBound { get; init; }

    /// <summary>The bound on the validation images at that epoch's end.</summary>
    public double? ValidationBound { get; init; }

    /// <summary>L_K on the test images.</summary>
    public double? TestBound { get; init; }

    /// <summary>−log p(x) on the test images, estimated with <see cref="TestNllSamples"/> samples.</summary>
    public double? TestNll { get; init; }

    /// <summary>The standard error of <see cref="TestNll"/> over images; null, which is unknown, for a single one.</summary>
    public double? TestNllStandardError { get; init; }

    /// <summary>The number of samples for each image of <see cref="TestNll"/>.</summary>
    public int? TestNllSamples { get; init; }

    /// <summary>The number of test images.</summary>
    public int? TestImages { get; init; }

    /// <summary>1 / Σ ω², between 1 and K.</summary>
    public double? EffectiveSampleSize { get; init; }

    /// <summary>Var(log ŵ) over repeated draws for the same image.</summary>
    public double? VarianceLogEstimate { get; init; }

    /// <summary>The mean correlation of π_i w_i and π_j w_j over pairs.</summary>
    public double? MeanWeightCorrelation { get; init; }

    /// <summary>The same of their logarithms.</summary>
    public double? MeanLogWeightCorrelation { get; init; }

    /// <summary>Seconds spent in training steps and validation.</summary>
    public double? Seconds { get; init; }

    /// <summary>Training images per second.</summary>
    public double? ImagesPerSecond { get; init; }
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
