using ScottPlot;

namespace Hiwae.Cli.Pictures;

/// <summary>A scatter: a disc for each pair of numbers; one that is not finite is left out.</summary>
/// <param name="X">Horizontal.</param>
/// <param name="Y">Vertical, as many.</param>
internal sealed record Points(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    /// <summary>The colour of all.</summary>
    public Colour Colour { get; init; } = Colour.Of(0);

    /// <summary>A colour for each, as many as there are points; null where all have the same.</summary>
    public IReadOnlyList<Colour>? Colours { get; init; }

    /// <summary>In units.</summary>
    public double Radius { get; init; } = 2;

    /// <summary>From 0, invisible, to 1, opaque.</summary>
    public double Opacity { get; init; } = 0.7;

    /// <inheritdoc/>
    public override Extent Horizontal => Extent.Of(X);

    /// <inheritdoc/>
    public override Extent Vertical => Extent.Of(Y);

    /// <inheritdoc/>
    public override LegendItem Key => new() { MarkerStyle = new(MarkerShape.FilledCircle, 8, Colour.ToPlot()) };

    /// <summary>A scatter of classes, whose points lie over each other in their own order; the legend names the classes.</summary>
    /// <param name="x">Horizontal.</param>
    /// <param name="y">Vertical, as many.</param>
    /// <param name="classes">The class of each, from 0; as many.</param>
    /// <param name="names">The names of the classes.</param>
    /// <param name="radius">Of the discs, in units.</param>
    public static IReadOnlyList<Mark> OfClasses(IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<int> classes, IReadOnlyList<string> names, double radius = 2) =>
    [
        new Points(x, y) { Colours = [.. classes.Select(index => Colour.Of(index, names.Count))], Radius = radius },
        .. names.Select((name, index) => new Points([], []) { Label = name, Colour = Colour.Of(index, names.Count) }),
    ];

    /// <inheritdoc/>
    public override void AddTo(Plot plot, Scale x, Scale y)
    {
        var places = Places(X, Y, x, y).ToArray();
        if (places.Length == 0)
            return;
        var markers = plot.Add.Markers(places.Select(point => point.Place).ToArray(), MarkerShape.FilledCircle, (float)(2 * Radius), Colour.ToPlot(Opacity));
        markers.MarkerLineWidth = 0;
        if (Colours is { } colours)
            markers.Colormap = new Each([.. places.Select(point => colours[point.Index].ToPlot(Opacity))]);
    }

    /// <summary>A colour for each point of a series, in order.</summary>
    private sealed class Each(IReadOnlyList<Color> colours) : IColormap
    {
        /// <inheritdoc/>
        public string Name => nameof(Each);

        /// <inheritdoc/>
        public Color GetColor(double position) => colours[(int)Math.Round(position * (colours.Count - 1))];
    }
}
