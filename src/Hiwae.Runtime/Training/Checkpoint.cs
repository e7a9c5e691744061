using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>A folder with a model's parameters and the record of the run that made them.</summary>
public static class Checkpoint
{
    /// <summary>The file of parameters.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>The file of the run's record.</summary>
    public const string RunFile = "run.json";

    /// <summary>Writes both files, each put in place only when whole.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="network">The parameters.</param>
    /// <param name="run">The record.</param>
    /// <exception cref="CheckpointException">The folder or a file cannot be written.</exception>
    public static void Save(string folder, Module network, RunRecord run)
    {
        Create(folder);
        Safetensors.Write(Path.Combine(folder, ModelFile), network.state_dict());
        SaveRun(folder, run);
    }

    /// <summary>Writes the record alone, beside the parameters that are there already.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void SaveRun(string folder, RunRecord run) => AtomicFile.Write(
        Path.Combine(folder, RunFile),
        stream => stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(run, RunJson.Default.RunRecord), (byte)'\n']));

    /// <summary>Reads the record.</summary>
    /// <exception cref="CheckpointException">It is missing or damaged, or of a later format.</exception>
    public static RunRecord ReadRun(string folder)
    {
        var path = Path.Combine(folder, RunFile);
        try
        {
            using var stream = File.OpenRead(path);
            var run = JsonSerializer.Deserialize(stream, RunJson.Default.RunRecord);
            return run switch
            {
                null or { Model: null } or { Data: null } or { Options: null } => throw new CheckpointException(
                    $"{path} does not describe a run. Name the folder of a training run."),
                { Format: > RunRecord.CurrentFormat } => throw new CheckpointException(
                    $"{path} has the format {run.Format}; this version reads up to {RunRecord.CurrentFormat}. Use the version {run.Version} that wrote it."),
                _ => Completed(run),
            };
        }
        catch (JsonException e)
        {
            throw new CheckpointException(
                $"{path}, line {(e.LineNumber ?? 0) + 1}: {e.Message} The record is damaged; train again, or name another folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"{folder} is not the folder of a training run: {RunFile} cannot be read there ({e.Message}). Name a folder that training made.", e);
        }
    }

    /// <summary>Copies the parameters of a checkpoint into a network.</summary>
    /// <exception cref="CheckpointException">The file is missing or damaged, or its tensors are not the network's.</exception>
    public static void Load(string folder, Module network)
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(folder, ModelFile);
        var saved = Safetensors.Read(path);
        var parameters = network.state_dict();
        StateFit.Check(path, network.GetName(), saved, parameters);
        using var _ = no_grad();
        foreach (var (name, parameter) in parameters)
            parameter.copy_(saved[name]);
    }

    /// <summary>The record with defaults in place of options that records of earlier versions lack.</summary>
    private static RunRecord Completed(RunRecord run) => run with
    {
        Options = run.Options with
        {
            InferenceUpdates = Math.Max(1, run.Options.InferenceUpdates),
            Schedule = run.Options.Schedule ?? new LearningRateSchedule.Constant(),
        },
        Data = run.Data with { White = run.Data.White == 0 ? ImageSet.White : run.Data.White },
        Metrics = run.Metrics ?? new(),
    };

    private static void Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The folder {folder} cannot be made: {e.Message} Name another one.", e);
        }
    }
}
