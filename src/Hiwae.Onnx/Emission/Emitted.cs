using Hiwae.Programs;

namespace Hiwae.Onnx.Emission;

/// <summary>What a tensor has one row for.</summary>
internal enum Rows
{
    /// <summary>Nothing: one row for all.</summary>
    Once,

    /// <summary>Each proposal, whatever the datum.</summary>
    Heads,

    /// <summary>Each datum.</summary>
    Data,

    /// <summary>Each proposal of each datum, those of a datum one after another.</summary>
    Proposals,
}

/// <summary>A value as it stands in a graph: [rows, columns], or [rows, channels, height, width].</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Rows">What the rows are of.</param>
/// <param name="Columns">The values of a row.</param>
/// <param name="Image">The extents of the image that a row is; null for a vector.</param>
internal sealed record Emitted(string Name, Rows Rows, int Columns, ImageShape? Image = null);
