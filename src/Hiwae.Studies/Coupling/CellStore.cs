using Hiwae.Checkpoints;

namespace Hiwae.Studies.Coupling;

/// <summary>The cells that are done, a file each, so that none is done twice.</summary>
/// <param name="folder">The study's folder.</param>
internal sealed class CellStore(string folder)
{
    private const string Name = "study";

    private readonly ResultStore<Beginning> beginnings = new(folder, CellJson.Default.Beginning);

    private readonly ResultStore<CellResult> cells = new(Path.Combine(folder, "cells"), CellJson.Default.CellResult);

    /// <summary>The file of p.</summary>
    public string Decoder => Path.Combine(folder, "p.safetensors");

    /// <summary>Keeps what the study is of, where it has not begun.</summary>
    /// <exception cref="CheckpointException">It has begun otherwise, or the file cannot be written.</exception>
    public void Begin(Beginning asked)
    {
        var begun = beginnings.Read(Name);
        if (begun is null && !File.Exists(Decoder))
            beginnings.Keep(Name, asked);
        else if (begun is null)
            throw new CheckpointException($"{Decoder} is there, but {beginnings.PathOf(Name)}, which says what p was fitted to, is not, or is damaged. Remove {Path.GetFileName(Decoder)}, or name another folder with --out.");
        else if (begun.Data != asked.Data)
            throw new CheckpointException($"{folder} has a study of {begun.Source}, and {asked.Source} has other images. Name those with --data, or another folder with --out.");
        else if (begun.Fit != asked.Fit)
            throw new CheckpointException($"The p of {folder} was fitted in {begun.Fit.Steps} steps, and --fit-steps asks for {asked.Fit.Steps}. Write --fit-steps {begun.Fit.Steps}, or name another folder with --out.");
    }

    /// <summary>The file of a cell.</summary>
    public string PathOf(Cell cell) => cells.PathOf(cell.Name);

    /// <summary>The result of a cell; null where it is not done, was done otherwise, or its file is damaged.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="mark">What tells the settings apart.</param>
    /// <exception cref="CheckpointException">The file cannot be read, or is a link.</exception>
    public CellResult? Read(Cell cell, string mark) => cells.Read(cell.Name) is { } result && result.IsOf(cell, mark) ? result : null;

    /// <summary>Keeps a result: the whole of it, or nothing.</summary>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public void Keep(Cell cell, CellResult result) => cells.Keep(cell.Name, result);
}
