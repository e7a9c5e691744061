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
    /// <exception cref="CheckpointException">The parameters are missing or damaged, or are not those of such a network.</exception>
    /// <exception cref="ArgumentException">The record's number of samples is no such number, or values are missing from a model without a mask.</exception>
    public static ModelNetwork<TModel> LoadNetwork<TModel>(string folder, RunRecord run) where TModel : class, IModel<TModel>
    {
        TModel.Description.CheckSamples(run.Samples);
        TModel.Description.CheckMissing(run.Options.Missing);
        SamplesFit.Check<TModel>(folder, run);
        var network = TModel.CreateNetwork(Noise.FromSeed(run.Seed), run.Samples);
        Load(folder, network);
        return network;
    }

    /// <summary>Copies the parameters of a checkpoint into a network, which is not to be used where that fails.</summary>
    /// <exception cref="CheckpointException">The file is missing or damaged, or its tensors are not the network's.</exception>
    public static void Load(string folder, Module network)
    {
        var path = Path.Combine(folder, ModelFile);
        Reading(path, stream =>
        {
            using var scope = NewDisposeScope();
            using var nothing = no_grad();
            var header = SafetensorsHeader.Read(path, stream);
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

    /// <summary>The number of bytes of the parameters in a folder.</summary>
    /// <exception cref="CheckpointException">The file is missing or damaged.</exception>
    internal static long SizeOfParameters(string folder)
    {
        var path = Path.Combine(folder, ModelFile);
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
