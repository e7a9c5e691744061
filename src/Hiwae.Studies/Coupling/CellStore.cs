using Hiwae.Checkpoints;

namespace Hiwae.Studies.Coupling;

/// <summary>The cells that are done, a file each, so that none is done twice.</summary>
/// <param name="folder">The study's folder.</param>
internal sealed class CellStore(string folder)
{
    private readonly ResultStore<CellResult> cells = new(Path.Combine(folder, "cells"), CellJson.Default.CellResult);

    /// <summary>The file of p.</summary>
    public string Decoder => Path.Combine(folder, "p.safetensors");

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
