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
    /// <param name="device">Where the parameters go; the CPU where null.</param>
    /// <exception cref="CheckpointException">The record's K is no K, or the parameters do not fit.</exception>
    public static ModelNetwork<TModel> Load<TModel>(string folder, RunRecord run, string program, torch.Device? device = null) where TModel : class, IModel<TModel>
    {
        if (!File.Exists(Path.Combine(folder, Checkpoint.ModelFile)))
            throw new CheckpointException(
                $"The run {folder} has its record, but not its parameters: {Checkpoint.ModelFile} is missing. Put it back beside {Checkpoint.RunFile}, or train again with '{program} train {run.Model}'.");
        try
        {
            return Checkpoint.LoadNetwork<TModel>(folder, run, device);
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException(
                $"The record of the run {folder} is damaged: {e.Message} "
                + $"Train it again with '{program} train {run.Model}', or name another run.",
                e);
        }
    }

    /// <summary>The source of the images to look at.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The record in it.</param>
    /// <param name="wanted">The source that the user named; null for the one that the record names.</param>
    /// <exception cref="CheckpointException">The record names what training never writes: a path that depends on where the program is started, or another machine's.</exception>
    public static string Source(string folder, RunRecord run, string? wanted) => wanted ?? run.Data.Source switch
    {
        DataSources.Glyphs => DataSources.Glyphs,
        var path => Here(path) ?? throw new CheckpointException(
            $"{Path.Combine(folder, Checkpoint.RunFile)} says that the data are in '{path}', which is no full path of a folder of this machine. Name the folder of the data with --data."),
    };

    /// <summary>The file of masks that the record names; null where it names none.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The record in it.</param>
    /// <param name="isTest">Whether it is of the test images, or of those for training and validation.</param>
    /// <inheritdoc cref="Source"/>
    public static string? MaskFile(string folder, RunRecord run, bool isTest = true) => (isTest ? run.Data.TestMaskFile : run.Data.MaskFile) is not { } path
        ? null
        : Here(path) ?? throw new CheckpointException(
            $"{Path.Combine(folder, Checkpoint.RunFile)} says that the masks are in '{path}', which is no full path of a file of this machine. {(isTest ? "Name the file of the masks with --test-mask." : "Train again with --mask.")}");

    /// <summary>The name of a data set, with its folder where it has one: a record from somebody else may name any.</summary>
    public static string Title(DataSet data) => data.Source == data.Name ? data.Name : $"{data.Name} in {data.Source}";

    private static string? Here(string path) => Path.IsPathFullyQualified(path) && !IsElsewhere(path) ? path : null;

    // To look into \\server\share is to sign in there.
    private static bool IsElsewhere(string path) => OperatingSystem.IsWindows() && (path.StartsWith(@"\\", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal));
}
