using ScottPlot;

namespace Hiwae.Cli.Pictures;

/// <summary>Points joined by straight lines, with error bars where there are errors; one that is not finite leaves a gap.</summary>
/// <param name="X">Horizontal.</param>
/// <param name="Y">Vertical, as many.</param>
internal sealed record Curve(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    private static readonly LinePattern Dashes = new([5, 3.5f], 0, "dashes");

    /// <summary>The colour of all.</summary>
    public Colour Colour { get; init; } = Colour.Of(0);

    /// <summary>Half the length of each error bar, as many as there are points; null where there are none.</summary>
    public IReadOnlyList<double>? Errors { get; init; }

    /// <summary>Whether the line is broken.</summary>
    public bool IsDashed { get; init; }

    /// <summary>The discs at the points, in units; 0 for none.</summary>
    public double Radius { get; init; } = 3;

    /// <summary>Of the line, in units.</summary>
    public double Thickness { get; init; } = 1.6;

    /// <inheritdoc/>
    public override Extent Horizontal => Extent.Of(X);

    /// <inheritdoc/>
    public override Extent Vertical => Errors is null
        ? Extent.Of(Y)
        : Extent.Of(Y.Zip(Errors, (y, e) => y - e)).Union(Extent.Of(Y.Zip(Errors, (y, e) => y + e))).Union(Extent.Of(Y));

    /// <inheritdoc/>
    public override LegendItem Key => new()
    {
        LineStyle = Line,
        MarkerStyle = new(Radius > 0 ? MarkerShape.FilledCircle : MarkerShape.None, (float)(2 * Radius), Colour.ToPlot()),
    };

    private LineStyle Line => new((float)Thickness, Colour.ToPlot()) { Pattern = IsDashed ? Dashes : LinePattern.Solid, StrokeJoin = SkiaSharp.SKStrokeJoin.Round };

    /// <inheritdoc/>
    public override void AddTo(Plot plot, Scale x, Scale y)
    {
        if (X.Count == 0)
            return;
        var line = plot.Add.ScatterLine(X.Zip(Y, (at, value) => new Coordinates(x.At(at), y.At(value))).ToArray());
        line.LineStyle = Line;
        var places = Places(X, Y, x, y).ToArray();
        if (Errors is { } errors)
            AddErrors(plot, [.. places.Where(point => double.IsFinite(errors[point.Index]))], errors, y);
        if (Radius > 0 && places.Length > 0)
            plot.Add.Markers(places.Select(point => point.Place).ToArray(), MarkerShape.FilledCircle, (float)(2 * Radius), Colour.ToPlot()).MarkerLineWidth = 0;
    }

    private void AddErrors(Plot plot, (int Index, Coordinates Place)[] points, IReadOnlyList<double> errors, Scale y)
    {
        // On a logarithmic axis a bar may reach down to what has no logarithm: it then ends at the bottom.
        double To(double value) => y.At(value) is var place && double.IsFinite(place) ? place : y.Ends.Low;
        double[] below = [.. points.Select(point => point.Place.Y - To(Y[point.Index] - errors[point.Index]))];
        double[] above = [.. points.Select(point => To(Y[point.Index] + errors[point.Index]) - point.Place.Y)];
        plot.PlottableList.Add(new ScottPlot.Plottables.ErrorBar([.. points.Select(point => point.Place.X)], [.. points.Select(point => point.Place.Y)], null, null, above, below)
        {
            LineStyle = new(1, Colour.ToPlot()),
        });
    }
}
