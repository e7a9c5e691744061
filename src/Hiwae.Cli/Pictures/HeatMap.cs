using ScottPlot;

namespace Hiwae.Cli.Pictures;

/// <summary>A matrix of numbers as colours; NaN is grey.</summary>
/// <param name="Values">Row by row from <paramref name="Y"/>'s low end up, and in a row from <paramref name="X"/>'s low end on.</param>
/// <param name="X">The range of all columns.</param>
/// <param name="Y">The range of all rows.</param>
internal sealed record HeatMap(double[,] Values, Extent X, Extent Y) : Mark, IHasColorAxis
{
    private const float NumberSize = 11;

    /// <summary>The colours.</summary>
    public ColourScale Scale { get; init; } = ColourScale.Sequential;

    /// <summary>The numbers at the ends of the scale; the least and the greatest value where null.</summary>
    public Extent? Limits { get; init; }

    /// <summary>The decimals of the numbers in the cells; null for cells without numbers.</summary>
    public int? Decimals { get; init; }

    /// <summary>Whether the panel has a colour bar.</summary>
    public bool HasBar { get; init; } = true;

    /// <summary>The numbers at the ends of the scale.</summary>
    public Extent Shown => (Limits ?? Extent.Of(Values.Cast<double>())).Usable();

    /// <inheritdoc/>
    public override Extent Horizontal => X;

    /// <inheritdoc/>
    public override Extent Vertical => Y;

    /// <inheritdoc/>
    public override bool IsTight => true;

    /// <inheritdoc/>
    public override bool IsGround => true;

    /// <inheritdoc/>
    public override LegendItem Key => new() { FillColor = Scale.At(Shown.High, Shown).ToPlot() };

    /// <inheritdoc/>
    IColormap IHasColorAxis.Colormap => Scale;

    private int Rows => Values.GetLength(0);

    private int Columns => Values.GetLength(1);

    /// <summary>A matrix with a row and a column for each name: row i covers i to i + 1 of the vertical axis.</summary>
    public static HeatMap Matrix(double[,] values) => new(values, new(0, values.GetLength(1)), new(0, values.GetLength(0)));

    /// <summary>Where points lie densely: counts in cells, spread by a normal density of a fortieth of the ranges; a ground for the points themselves.</summary>
    /// <param name="x">Horizontal.</param>
    /// <param name="y">Vertical, as many; pairs outside the ranges are left out.</param>
    /// <param name="across">The range of all columns.</param>
    /// <param name="up">The range of all rows.</param>
    /// <param name="cells">The number of rows, and of columns.</param>
    public static HeatMap Density(IReadOnlyList<double> x, IReadOnlyList<double> y, Extent across, Extent up, int cells = 80)
    {
        var density = new double[cells, cells];
        foreach (var (a, b) in x.Zip(y, (a, b) => ((a - across.Low) / across.Length * cells, (b - up.Low) / up.Length * cells)))
        {
            if (a >= 0 && a < cells && b >= 0 && b < cells)
                density[(int)b, (int)a]++;
        }

        var width = cells / 40.0;
        double[] weights = [.. Enumerable.Range(0, (int)Math.Ceiling(3 * width) + 1).Select(distance => Math.Exp(-0.5 * distance * distance / (width * width)))];
        var once = Spread(density, weights);
        return new(Spread(once, weights), across, up) { Scale = ColourScale.Ground, HasBar = false };
    }

    /// <inheritdoc/>
    public ScottPlot.Range GetRange() => new(Shown.Low, Shown.High);

    /// <inheritdoc/>
    public override void AddTo(Plot plot, Scale x, Scale y)
    {
        var shown = Shown;
        PixelImage.Of(Columns, Rows, (column, row) => Scale.At(Values[y.Axis.IsReversed ? row : Rows - 1 - row, x.Axis.IsReversed ? Columns - 1 - column : column], shown))
            .AddTo(plot, x.At(X), y.At(Y));
        if (Decimals is not { } decimals)
            return;
        var texts = new List<ScottPlot.Plottables.Text>();
        foreach (var (row, column) in from row in Enumerable.Range(0, Rows) from column in Enumerable.Range(0, Columns) where double.IsFinite(Values[row, column]) select (row, column))
        {
            var (across, up) = (x.At(X.Part(column, Columns)), y.At(Y.Part(row, Rows)));
            var text = plot.Add.Text(Number(Values[row, column], decimals), (across.Low + across.High) / 2, (up.Low + up.High) / 2);
            text.LabelAlignment = Alignment.MiddleCenter;
            text.LabelFontColor = (Scale.At(Values[row, column], shown).Brightness < 0.55 ? Colour.White : Colour.Ink).ToPlot();
            texts.Add(text);
        }

        // Small enough for the narrowest cell, which is known when the plot is laid out.
        plot.RenderManager.RenderStarting += (_, render) =>
        {
            var size = texts.Select(text => Lettering.Fitting(text.LabelText, NumberSize, 0.86 * render.DataRect.Width / Columns)).DefaultIfEmpty(NumberSize).Min();
            texts.ForEach(text => (text.LabelFontSize, text.OffsetY) = (size, Lettering.Lift(size)));
        };
    }

    private static string Number(double value, int decimals) =>
        (Math.Round(value, decimals) + 0.0).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−'); // Nothing has no sign.

    /// <summary>The rows' sums by weights of distances, with rows and columns exchanged.</summary>
    private static double[,] Spread(double[,] values, double[] weights)
    {
        var cells = values.GetLength(0);
        var spread = new double[cells, cells];
        for (var row = 0; row < cells; row++)
        {
            for (var column = 0; column < cells; column++)
                spread[column, row] = Enumerable.Range(0, cells).Sum(other => Math.Abs(other - column) < weights.Length ? weights[Math.Abs(other - column)] * values[row, other] : 0);
        }

        return spread;
    }
}
