using Hiwae.Checkpoints;

namespace Hiwae.Cli.Runs;

/// <summary>The network of a run, as it was trained.</summary>
internal static class RunNetwork
{
    /// <summary>The network with the run's parameters.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">What is written there about it.</param>
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
