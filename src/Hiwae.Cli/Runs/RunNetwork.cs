using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Runs;

/// <summary>The record and the network of a run.</summary>
internal static class RunNetwork
{
    /// <summary>The record of a run, and the model that it is of.</summary>
    /// <param name="session">The catalogue.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="missing">The fraction of the values under a mask that is to be missing; null for the run's own.</param>
    /// <exception cref="CheckpointException">The folder holds no run, or a damaged one.</exception>
    /// <exception cref="UsageException">The program does not declare the model, or the model has no mask.</exception>
    public static (RunRecord Run, ModelEntry Model) Find(Session session, string folder, double? missing)
    {
        if (!Directory.Exists(folder))
            throw new CheckpointException(
                $"{folder} is not the folder of a training run: {(File.Exists(folder) ? "it is a file" : "there is no such folder")}. Name a folder that training made.");
        var run = Checkpoint.ReadRun(folder);
        var entry = session.Find(run.Model, folder);
        UsageException.Rethrow(() => entry.Description.CheckMissing(missing ?? 0));
        return (run, entry);
    }

    /// <summary>The network with the run's parameters.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The record in it.</param>
    /// <param name="program">How the user starts the program, for messages.</param>
    /// <exception cref="CheckpointException">The record's K is no K, or the parameters do not fit.</exception>
    public static ModelNetwork<TModel> Load<TModel>(string folder, RunRecord run, string program) where TModel : class, IModel<TModel>
    {
        CheckSamples(TModel.Description, folder, run, program);
        if (!File.Exists(Path.Combine(folder, Checkpoint.ModelFile)))
            throw new CheckpointException(
                $"The run {folder} has its record, but not its parameters: {Checkpoint.ModelFile} is missing. Put it back beside {Checkpoint.RunFile}, or train again with '{program} train {run.Model}'.");
        var network = TModel.CreateNetwork(Noise.FromSeed(run.Seed), run.Samples);
        Checkpoint.Load(folder, network);
        return network;
    }

    /// <summary>The images that a run is measured on.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The record in it.</param>
    /// <param name="source">The source that was named; the run's own where null.</param>
    /// <exception cref="DataFormatException">They are not there, or damaged.</exception>
    public static ImageData Images(string folder, RunRecord run, string? source)
    {
        if (source is null && run.Data.Source != DataSources.Glyphs && !Directory.Exists(run.Data.Source))
            throw new UsageException(
                $"The data of the run {folder} were in {run.Data.Source}, and there is no such folder now. Where they have moved, name the folder with --data DIR.");
        return DataSources.Load(source ?? run.Data.Source);
    }

    private static void CheckSamples(ModelDescription model, string folder, RunRecord run, string program)
    {
        try
        {
            model.CheckSamples(run.Samples);
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException(
                $"The record of the run {folder} is damaged: {e.Message} "
                + $"Train it again with '{program} train {run.Model}', or name another run.",
                e);
        }
    }
}
