using System.Text.Json;
using Hiwae.Checkpoints;
using Hiwae.Files;
using Hiwae.Words;

namespace Hiwae.Studies.Coupling;

/// <summary>The cells that are done, a file each, so that none is done twice.</summary>
/// <param name="folder">The study's folder.</param>
internal sealed class CellStore(string folder)
{
    private const string Cells = "cells";

    /// <summary>The file of p.</summary>
    public string Decoder => Path.Combine(folder, "p.safetensors");

    /// <summary>The file of a cell.</summary>
    public string PathOf(Cell cell) => Path.Combine(folder, Cells, $"{cell.Name}.json");

    /// <summary>The result of a cell; null where it is not done, was done otherwise, or its file is damaged.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="mark">What tells the settings apart.</param>
    /// <exception cref="CheckpointException">The file cannot be read, or is a link.</exception>
    public CellResult? Read(Cell cell, string mark)
    {
        var path = PathOf(cell);
        try
        {
            if (new FileInfo(path).LinkTarget is { } target)
                throw new CheckpointException($"{path} is a link to {target}; a study is kept in its own folder alone. Put the file itself there, or name another folder.");
            if (!File.Exists(path))
                return null;
            using var stream = OrdinaryFile.Open(path);
            return stream is not null && JsonSerializer.Deserialize(stream, CellJson.Default.CellResult) is { } result && result.IsOf(cell, mark) ? result : null;
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
    public void Keep(Cell cell, CellResult result)
    {
        var path = PathOf(cell);
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, Cells));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be written: {Sentence.Of(e.Message)} The cells that are there stay; the same command with --out {folder} does the others.", e);
        }

        AtomicFile.Write(new FileContent(path, stream => JsonSerializer.Serialize(stream, result, CellJson.Default.CellResult)));
    }
}
