using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hiwae.Checkpoints;
using Hiwae.Files;
using Hiwae.Words;

namespace Hiwae.Studies;

/// <summary>Results in a folder, a JSON file each, which is there as a whole or not at all.</summary>
/// <param name="folder">The folder; made where it is not there.</param>
/// <param name="form">The form of a file.</param>
internal sealed class ResultStore<T>(string folder, JsonTypeInfo<T> form) where T : class
{
    /// <summary>The file of a name.</summary>
    public string PathOf(string name) => Path.Combine(folder, $"{name}.json");

    /// <summary>The result of a name; null where there is none, or its file is damaged.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, or is a link.</exception>
    public T? Read(string name)
    {
        var path = PathOf(name);
        try
        {
            if (new FileInfo(path).LinkTarget is { } target)
                throw new CheckpointException($"{path} is a link to {target}; a study is kept in its own folder alone. Put the file itself there, or name another folder.");
            if (!File.Exists(path))
                return null;
            using var stream = OrdinaryFile.Open(path);
            return stream is null ? null : JsonSerializer.Deserialize(stream, form);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {Sentence.Of(e.Message)} Check the file and its permissions, or name another folder.", e);
        }
    }

    /// <summary>Keeps a result: the whole of it, or nothing.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Keep(string name, T result)
    {
        var path = PathOf(name);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be written: {Sentence.Of(e.Message)} The cells that are there stay; the same command with the same --out does the others.", e);
        }

        AtomicFile.Write(new FileContent(path, stream => JsonSerializer.Serialize(stream, result, form)));
    }
}
