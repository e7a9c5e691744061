using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Files;
using Hiwae.Words;

namespace Hiwae.Training;

/// <summary>A folder with a model's parameters and the record of the run that made them.</summary>
public static class Checkpoint
{
    /// <summary>The file of parameters.</summary>
    public const string ModelFile = "model.safetensors";

    /// <summary>The file from which training goes on.</summary>
    public const string TrainingFile = "training.safetensors";

    /// <summary>The file of the run's record.</summary>
    public const string RunFile = "run.json";

    /// <summary>
    /// Writes both files, and puts them in place when both are whole. The parameters' file names the moment of the run that they are of.
    /// </summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="network">The parameters.</param>
    /// <param name="run">The record.</param>
    /// <exception cref="CheckpointException">The folder or a file cannot be written.</exception>
    public static void Save(string folder, Module network, RunRecord run)
    {
        Create(folder);
        AtomicFile.Write(
            Safetensors.Content(Path.Combine(folder, ModelFile), network.state_dict(), SaveMark.Of(run).ToMetadata()), RecordContent(folder, run));
    }

    /// <summary>
    /// Writes the same two files, and a third with all that the run needs to go on as if it had not been stopped. Each names the moment of the run that it is of. The averages of parameters are put into the
    /// network, where such are kept; the next step goes on from those that are trained.
    /// </summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="state">The run. It may be in mid-epoch, and be saved where a step was stopped.</param>
    /// <param name="run">The record, such as <see cref="RunRecord.Of{TModel}"/>.</param>
    /// <exception cref="CheckpointException">The folder or a file cannot be written.</exception>
    /// <exception cref="ArgumentException">The run's noise is not one that goes on from a number.</exception>
    public static void Save<TModel>(string folder, TrainingState<TModel> state, RunRecord run) where TModel : class, IModel<TModel>
    {
        Create(folder);
        state.Settle();
        using var scope = NewDisposeScope();

        // The file that is whole by itself goes first: whoever is killed after that goes on from it.
        AtomicFile.Write(
            Training.TrainingFile.Content(Path.Combine(folder, TrainingFile), state),
            Safetensors.Content(Path.Combine(folder, ModelFile), state.Network.state_dict(), SaveMark.Of(run).ToMetadata()),
            RecordContent(folder, run));
    }

    /// <summary>The state of a run's training, from which it goes on to the last bit: with the same data, options and number of threads.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The record in it.</param>
    /// <param name="device">Where the parameters go; the CPU where null.</param>
    /// <exception cref="CheckpointException">The file is missing or damaged, or not of such a model and such options.</exception>
    /// <exception cref="ArgumentException">The record's number of samples or of heads is no such number, or values are missing from a model without a mask.</exception>
    public static TrainingState<TModel> LoadTraining<TModel>(string folder, RunRecord run, Device? device = null) where TModel : class, IModel<TModel>
    {
        TModel.Description.CheckHeads(run.Samples, run.Options.Heads);
        TModel.Description.CheckMissing(run.Options.Missing);
        var path = Path.Combine(folder, TrainingFile);
        if (Directory.Exists(folder) && !File.Exists(path))
            throw new CheckpointException(
                $"The run {folder} cannot go on: it has no {TrainingFile}, because it was made without one, or by an earlier version. Its parameters can be evaluated; to go on, train again.");
        SamplesFit.Check<TModel>(folder, run, TrainingFile);
        return Reading(path, stream => Training.TrainingFile.Read<TModel>(path, stream, run, device ?? CPU));
    }

    /// <summary>Writes the record alone, beside the parameters that are there already.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void SaveRun(string folder, RunRecord run) => AtomicFile.Write(RecordContent(folder, run));

    /// <summary>
    /// Reads the record. Where the parameters beside it are of another moment of the run, because the program was killed between the renaming of the two files, its
    /// counters are theirs, and it has no measurements.
    /// </summary>
    /// <exception cref="CheckpointException">It is missing or damaged, or of a later format.</exception>
    public static RunRecord ReadRun(string folder)
    {
        var run = RunRecordReader.Read(folder);
        var path = Path.Combine(folder, ModelFile);
        if (!File.Exists(path))
            return run;
        var mark = Reading(path, stream => SaveMark.From(path, SafetensorsHeader.Read(path, stream).Metadata));
        return mark is null ? run : mark.Correct(run);
    }

    /// <summary>The network of a run, made for as many samples, with the parameters that are saved.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="run">The record in it.</param>
    /// <param name="device">Where the parameters go; the CPU where null.</param>
    /// <exception cref="CheckpointException">The parameters are missing or damaged, or are not those of such a network.</exception>
    /// <exception cref="ArgumentException">The record's number of samples or of heads is no such number, or values are missing from a model without a mask.</exception>
    public static ModelNetwork<TModel> LoadNetwork<TModel>(string folder, RunRecord run, Device? device = null) where TModel : class, IModel<TModel>
    {
        TModel.Description.CheckHeads(run.Samples, run.Options.Heads);
        TModel.Description.CheckMissing(run.Options.Missing);
        SamplesFit.Check<TModel>(folder, run);
        var network = TModel.CreateNetwork(Noise.FromSeed(run.Seed, device), run.Samples, run.Options.Heads);
        Load(folder, network);
        return network;
    }

    /// <summary>Copies the parameters of a checkpoint into a network, which is not to be used where that fails.</summary>
    /// <exception cref="CheckpointException">The file is missing or damaged or of a later format, or its tensors are not the network's.</exception>
    public static void Load(string folder, Module network)
    {
        var path = Path.Combine(folder, ModelFile);
        Reading(path, stream =>
        {
            using var scope = NewDisposeScope();
            using var nothing = no_grad();
            var header = SafetensorsHeader.Read(path, stream);
            SaveMark.CheckFormat(path, header.Metadata);
            var parameters = network.state_dict();
            StateFit.Check(path, network.GetName(), header.Slots, parameters);
            foreach (var slot in header.Slots)
            {
                using var saved = Safetensors.ReadTensor(path, slot, stream);
                parameters[slot.Name].copy_(saved);
            }

            return true;
        });
    }

    /// <summary>The number of bytes of the tensors in a file of a folder.</summary>
    /// <exception cref="CheckpointException">The file is missing or damaged.</exception>
    internal static long SizeOfTensors(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return Reading(path, stream => SafetensorsHeader.Read(path, stream).Slots.Sum(slot => slot.Length));
    }

    /// <summary>Opens a file of a run's folder; null where it is no ordinary file.</summary>
    /// <exception cref="CheckpointException">It is a link: what somebody else's folder links to is none of its business.</exception>
    internal static FileStream? OpenOwn(string path) => new FileInfo(path).LinkTarget is { } target
        ? throw new CheckpointException(
            $"{path} is a link to {Quotation.Of(target)}; a run is read from its own folder alone. Put the file itself there, or name the folder where it is.")
        : OrdinaryFile.Open(path);

    private static T Reading<T>(string path, Func<Stream, T> read) => Safetensors.Reading(path, OpenOwn, read);

    private static FileContent RecordContent(string folder, RunRecord run) => new(
        Path.Combine(folder, RunFile),
        stream => stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(run, RunJson.Default.RunRecord), (byte)'\n']));

    private static void Create(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The folder {folder} cannot be made: {Sentence.Of(e.Message)} Name another one.", e);
        }
    }
}
