using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
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
        var network = TModel.CreateNetwork(Noise.FromSeed(run.Seed), run.Samples);
        Checkpoint.Load(folder, network);
        return network;
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
