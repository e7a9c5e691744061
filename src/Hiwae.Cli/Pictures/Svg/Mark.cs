using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

/// <summary>A mark in a panel: a closed family of curves, bars, points and heat maps.</summary>
internal abstract record Mark
{
    /// <summary>Its name in the legend; null where it is not in the legend.</summary>
    public string? Label { get; init; }

    /// <summary>The colour in the legend.</summary>
    public abstract Colour Key { get; }

    /// <summary>The numbers that the horizontal axis must show.</summary>
    public abstract Extent Horizontal { get; }

    /// <summary>The numbers that the vertical axis must show.</summary>
    public abstract Extent Vertical { get; }

    /// <summary>Whether the axes end where it ends.</summary>
    public virtual bool IsTight => false;

    /// <summary>The elements of its drawing.</summary>
    public abstract IEnumerable<XElement> Draw(Frame frame);
}

/// <summary>A scatter: a disc for each pair of numbers; one that is not finite is left out.</summary>
/// <param name="X">Horizontal.</param>
/// <param name="Y">Vertical, as many.</param>
internal sealed record Points(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    /// <summary>The colour of all.</summary>
    public Colour Colour { get; init; } = Colour.Of(0);

    /// <summary>A colour for each, as many as there are points; null where all have the same.</summary>
    public IReadOnlyList<Colour>? Colours { get; init; }

    /// <summary>In pixels.</summary>
    public double Radius { get; init; } = 2;

    /// <summary>From 0, invisible, to 1, opaque.</summary>
    public double Opacity { get; init; } = 0.7;

    /// <inheritdoc/>
    public override Colour Key => Colour;

    /// <inheritdoc/>
    public override Extent Horizontal => Extent.Of(X);

    /// <inheritdoc/>
    public override Extent Vertical => Extent.Of(Y);

    /// <inheritdoc/>
    public override IEnumerable<XElement> Draw(Frame frame)
    {
        var discs =
            from i in Enumerable.Range(0, X.Count)
            let x = frame.X(X[i])
            let y = frame.Y(Y[i])
            where double.IsFinite(x) && double.IsFinite(y)
            select Elements.Disc(x, y, Radius, Colours?[i] ?? Colour);
        yield return Elements.Of("g", Elements.At("fill-opacity", Opacity), discs);
    }
}

/// <summary>Bars that stand on zero.</summary>
/// <param name="Edges">Where each begins and ends.</param>
/// <param name="Heights">As many.</param>
internal sealed record Bars(IReadOnlyList<Extent> Edges, IReadOnlyList<double> Heights) : Mark
{
    /// <summary>The colour of all.</summary>
    public Colour Colour { get; init; } = Colour.Of(0);

    /// <summary>From 0, invisible, to 1, opaque.</summary>
    public double Opacity { get; init; } = 0.85;

    /// <inheritdoc/>
    public override Colour Key => Colour;

    /// <inheritdoc/>
    public override Extent Horizontal => Edges.Aggregate(Extent.Empty, (all, edge) => all.Union(edge));

    /// <inheritdoc/>
    public override Extent Vertical => Extent.Of([0, .. Heights.Select(height => 1.06 * height)]);

    /// <inheritdoc/>
    public override bool IsTight => true;

    /// <summary>A histogram over equal intervals; values that are not finite are left out.</summary>
    /// <param name="values">Any number of them.</param>
    /// <param name="count">The number of intervals.</param>
    /// <param name="range">The range of all intervals; that of the values where null. Values outside are left out.</param>
    public static Bars Histogram(IEnumerable<double> values, int count = 40, Extent? range = null)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        var extent = (range ?? Extent.Of(finite)).Usable();
        var heights = new double[count];
        foreach (var value in finite.Where(value => value >= extent.Low && value <= extent.High))
            heights[Math.Min(count - 1, (int)((value - extent.Low) / extent.Length * count))]++;
        var width = extent.Length / count;
        return new([.. Enumerable.Range(0, count).Select(i => new Extent(extent.Low + (i * width), extent.Low + ((i + 1) * width)))], heights);
    }

    /// <inheritdoc/>
    public override IEnumerable<XElement> Draw(Frame frame)
    {
        var bars =
            from bar in Edges.Zip(Heights)
            where double.IsFinite(bar.Second) && bar.Second != 0
            let x = Extent.Of([frame.X(bar.First.Low), frame.X(bar.First.High)])
            let y = Extent.Of([frame.Y(0), frame.Y(bar.Second)])
            select Elements.Rectangle(x.Low, y.Low, Math.Max(0.5, x.Length - 0.5), y.Length, Colour);
        yield return Elements.Of("g", Elements.At("fill-opacity", Opacity), bars);
    }
}
