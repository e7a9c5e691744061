using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

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

    /// <summary>1 covers what is below.</summary>
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
