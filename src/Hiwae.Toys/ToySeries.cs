using System.Text.Json;
using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Files;
using Hiwae.Words;

namespace Hiwae.Toys;

/// <summary>Many trainings; each has one thread of the tensor engine, so that it repeats to the last bit.</summary>
/// <param name="catalogue">The models, and the user's wish to stop.</param>
/// <param name="store">Where each is kept as soon as it is done.</param>
internal sealed class ToySeries(ToyCatalogue catalogue, ToyStore store)
{
    /// <summary>The records of trainings that are done already; null for the others.</summary>
    /// <param name="all">The settings of each training.</param>
    public ToyRecord?[] Known(IReadOnlyList<ToySettings> all)
    {
        var known = store.Read();
        return [.. all.Select(settings => known.FirstOrDefault(record => record.IsOf(settings, catalogue)))];
    }

    /// <summary>A training, on this thread; null where the user interrupted it.</summary>
    public ToyRecord? Train(ToySettings settings) =>
        !catalogue.IsStopped() && ToyTraining.Run(catalogue, settings) is { } outcome ? ToyRecord.Of(outcome, catalogue) : null;

    /// <summary>Keeps what a training came to.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Keep(ToyRecord record) => store.Add(record);
}

/// <summary>The trainings of a series, a line each in a file of its folder, so that none is done twice.</summary>
/// <param name="folder">The series' folder.</param>
internal sealed class ToyStore(string folder)
{
    /// <summary>The file.</summary>
    public const string File = "runs.jsonl";

    private const byte EndOfLine = (byte)'\n';

    private readonly string path = Path.Combine(folder, File);
    private readonly Lock writing = new();

    /// <summary>The trainings in the file, without lines that are cut off or damaged: those are done again.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, or is a link.</exception>
    public IReadOnlyList<ToyRecord> Read()
    {
        try
        {
            if (!System.IO.File.Exists(path))
                return [];
            CheckOwn();
            using var stream = OrdinaryFile.Open(path);
            if (stream is null)
                return [];
            using var reader = new StreamReader(stream);
            var records = new List<ToyRecord>();
            while (reader.ReadLine() is { } line)
            {
                if (Read(line) is { } record)
                    records.Add(record);
            }

            return records;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {Sentence.Of(e.Message)} Check the file and its permissions, or name another folder.", e);
        }
    }

    private static ToyRecord? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ToyStoreJson.Default.ToyRecord) is { IsFinite: true } record ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Adds one.</summary>
    /// <exception cref="CheckpointException">The file cannot be written, or is a link.</exception>
    public void Add(ToyRecord record)
    {
        lock (writing)
        {
            try
            {
                CheckOwn();
                using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
                byte[] line = [.. EndOfCutLine(stream), .. JsonSerializer.SerializeToUtf8Bytes(record, ToyStoreJson.Default.ToyRecord), EndOfLine];
                stream.Seek(0, SeekOrigin.End);
                stream.Write(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" }) // The last is a file too large for the system.
            {
                throw new CheckpointException(
                    $"{path} cannot be written: {Sentence.Of(e.Message)} The trainings that are in it stay; free some space, and the same command with --out {folder} does the others.", e);
            }
        }
    }

    private void CheckOwn()
    {
        if (new FileInfo(path).LinkTarget is { } target)
            throw new CheckpointException($"{path} is a link to {target}; a series is kept in its own folder alone. Put the file itself there, or name another folder.");
    }

    // What was cut off when the program was killed, or the disk full, does not take the next line with it.
    private static byte[] EndOfCutLine(FileStream stream)
    {
        if (stream.Length == 0)
            return [];
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == EndOfLine ? [] : [EndOfLine];
    }
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ToyRecord))]
internal sealed partial class ToyStoreJson : JsonSerializerContext;
