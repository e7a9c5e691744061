using ScottPlot;

namespace Hiwae.Cli.Pictures;

/// <summary>Pictures of one size side by side in a panel, such as what a model makes of the points of a grid.</summary>
/// <param name="Rows">From <paramref name="Y"/>'s low end up, and in a row from <paramref name="X"/>'s low end on.</param>
/// <param name="X">The range of all columns.</param>
/// <param name="Y">The range of all rows.</param>
internal sealed record Tiles(IReadOnlyList<IReadOnlyList<PixelImage>> Rows, Extent X, Extent Y) : Mark
{
    /// <inheritdoc/>
    public override Extent Horizontal => X;

    /// <inheritdoc/>
    public override Extent Vertical => Y;

    /// <inheritdoc/>
    public override bool IsTight => true;

    /// <inheritdoc/>
    public override bool IsGround => true;

    /// <inheritdoc/>
    public override LegendItem Key => new();

    /// <inheritdoc/>
    public override void AddTo(Plot plot, Scale x, Scale y)
    {
        foreach (var (row, images) in Rows.Index())
        {
            foreach (var (column, image) in images.Index())
                image.AddTo(plot, x.At(X.Part(column, images.Count)), y.At(Y.Part(row, Rows.Count)));
        }
    }
}
