using ScottPlot;

namespace Hiwae.Cli.Pictures;

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
    public override Extent Horizontal => Edges.Aggregate(Extent.Empty, (all, edge) => all.Union(edge));

    /// <inheritdoc/>
    public override Extent Vertical => Extent.Of([0, .. Heights.Select(height => 1.06 * height)]);

    /// <inheritdoc/>
    public override bool IsTight => true;

    /// <inheritdoc/>
    public override LegendItem Key => new() { FillColor = Colour.ToPlot(Opacity) };

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
        return new([.. Enumerable.Range(0, count).Select(i => extent.Part(i, count))], heights);
    }

    /// <inheritdoc/>
    public override void AddTo(Plot plot, Scale x, Scale y)
    {
        var foot = y.At(0) is var zero && double.IsFinite(zero) ? zero : y.Ends.Low;
        Bar[] bars =
        [
            .. from pair in Edges.Zip(Heights)
               let width = x.At(pair.First)
               let height = y.At(pair.Second)
               where double.IsFinite(width.Length) && double.IsFinite(height) && pair.Second != 0
               select new Bar
               {
                   Position = (width.Low + width.High) / 2,
                   Size = width.Length,
                   ValueBase = foot,
                   Value = height,
                   FillColor = Colour.ToPlot(Opacity),
                   LineColor = Colour.White.ToPlot(),
                   LineWidth = 0.5f,
               },
        ];
        plot.Add.Bars(bars);
    }
}
