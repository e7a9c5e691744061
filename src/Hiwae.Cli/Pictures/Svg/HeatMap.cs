using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

/// <summary>A matrix of numbers as colours; NaN is grey.</summary>
/// <param name="Values">Row by row from <paramref name="Y"/>'s low end up, and in a row from <paramref name="X"/>'s low end on.</param>
/// <param name="X">The range of all columns.</param>
/// <param name="Y">The range of all rows.</param>
internal sealed record HeatMap(double[,] Values, Extent X, Extent Y) : Mark
{
    // A few cells are better as shapes, which stay sharp; many are better as one picture.
    private const int MostShapes = 900;

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
    public override Colour Key => Scale.At(Shown.High, Shown);

    /// <inheritdoc/>
    public override Extent Horizontal => X;

    /// <inheritdoc/>
    public override Extent Vertical => Y;

    /// <inheritdoc/>
    public override bool IsTight => true;

    private int Rows => Values.GetLength(0);

    private int Columns => Values.GetLength(1);

    /// <summary>A matrix with a row and a column for each name: row i covers i to i + 1 of the vertical axis.</summary>
    public static HeatMap Matrix(double[,] values) => new(values, new(0, values.GetLength(1)), new(0, values.GetLength(0)));

    /// <inheritdoc/>
    public override IEnumerable<XElement> Draw(Frame frame) => Rows * Columns > MostShapes ? [Picture(frame)] : Shapes(frame);

    private IEnumerable<XElement> Shapes(Frame frame)
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var x = Extent.Of([frame.X(X.Low + (X.Length * column / Columns)), frame.X(X.Low + (X.Length * (column + 1) / Columns))]);
                var y = Extent.Of([frame.Y(Y.Low + (Y.Length * row / Rows)), frame.Y(Y.Low + (Y.Length * (row + 1) / Rows))]);
                var colour = Scale.At(Values[row, column], Shown);
                yield return Elements.Rectangle(x.Low, y.Low, x.Length, y.Length, colour);
                if (Decimals is { } decimals && double.IsFinite(Values[row, column]))
                    yield return Number(x, y, Values[row, column], decimals, colour);
            }
        }
    }

    private static XElement Number(Extent x, Extent y, double value, int decimals, Colour below)
    {
        var text = (Math.Round(value, decimals) + 0.0).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−'); // Nothing has no sign.
        var size = Math.Min(11, x.Length / (0.62 * Math.Max(3, text.Length)));
        var element = Elements.Text(x.Low + (x.Length / 2), y.Low + (y.Length / 2) + (0.35 * size), text, size);
        element.SetAttributeValue("fill", (below.Brightness < 0.55 ? Colour.White : Colour.Ink).ToString());
        return element;
    }

    private XElement Picture(Frame frame)
    {
        var pixels = new byte[3 * Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                // Pictures begin at the top left.
                var colour = Scale.At(
                    Values[frame.YAxis.IsReversed ? row : Rows - 1 - row, frame.XAxis.IsReversed ? Columns - 1 - column : column], Shown);
                var at = 3 * ((row * Columns) + column);
                (pixels[at], pixels[at + 1], pixels[at + 2]) = (colour.Red, colour.Green, colour.Blue);
            }
        }

        var x = Extent.Of([frame.X(X.Low), frame.X(X.High)]);
        var y = Extent.Of([frame.Y(Y.Low), frame.Y(Y.High)]);
        return Elements.Picture(x.Low, y.Low, x.Length, y.Length, new(Columns, Rows, pixels));
    }
}
