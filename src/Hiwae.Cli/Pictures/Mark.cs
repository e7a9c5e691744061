using ScottPlot;

namespace Hiwae.Cli.Pictures;

/// <summary>A mark in a panel: a closed family of curves, points, bars, heat maps and images.</summary>
internal abstract record Mark
{
    /// <summary>Its name in the legend; null where it is not in the legend.</summary>
    public string? Label { get; init; }

    /// <summary>The numbers that the horizontal axis must show.</summary>
    public abstract Extent Horizontal { get; }

    /// <summary>The numbers that the vertical axis must show.</summary>
    public abstract Extent Vertical { get; }

    /// <summary>Whether the axes end where it ends.</summary>
    public virtual bool IsTight => false;

    /// <summary>Whether other marks lie on it: then it alone says what the axes show.</summary>
    public virtual bool IsGround => false;

    /// <summary>What stands for it in the legend.</summary>
    public abstract LegendItem Key { get; }

    /// <summary>Puts it into a plot.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="x">Where numbers lie along the bottom.</param>
    /// <param name="y">Where numbers lie along the left side.</param>
    public abstract void AddTo(Plot plot, Scale x, Scale y);

    /// <summary>The positions of pairs of numbers, with their indices; without those that are nowhere.</summary>
    private protected static IEnumerable<(int Index, Coordinates Place)> Places(IReadOnlyList<double> xs, IReadOnlyList<double> ys, Scale x, Scale y) =>
        from i in Enumerable.Range(0, xs.Count)
        let place = new Coordinates(x.At(xs[i]), y.At(ys[i]))
        where place.AreReal
        select (i, place);
}
