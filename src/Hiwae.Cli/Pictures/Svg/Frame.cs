namespace Hiwae.Cli.Pictures.Svg;

/// <summary>Where numbers lie on the paper: a rectangle in pixels, and the ranges along its sides.</summary>
/// <param name="Left">Pixels from the left.</param>
/// <param name="Top">Pixels from the top.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Horizontal">The range along the bottom.</param>
/// <param name="Vertical">The range along the left side.</param>
/// <param name="XAxis">How numbers lie along the bottom.</param>
/// <param name="YAxis">How numbers lie along the left side.</param>
internal sealed record Frame(
    double Left, double Top, double Width, double Height, Extent Horizontal, Extent Vertical, Axis XAxis, Axis YAxis)
{
    /// <summary>The pixel column of a number; not a number where a logarithmic axis does not have it.</summary>
    public double X(double value) => Left + (Width * Fraction(value, Horizontal, XAxis));

    /// <summary>The pixel row of a number; not a number where a logarithmic axis does not have it.</summary>
    public double Y(double value) => Top + (Height * (1 - Fraction(value, Vertical, YAxis)));

    private static double Fraction(double value, Extent range, Axis axis)
    {
        var fraction = axis.IsLogarithmic
            ? Math.Log(value / range.Low) / Math.Log(range.High / range.Low)
            : (value - range.Low) / range.Length;
        // Far outside is as invisible as further outside, and no renderer overflows.
        return double.IsFinite(fraction) ? Math.Clamp(axis.IsReversed ? 1 - fraction : fraction, -100, 100) : double.NaN;
    }
}

/// <summary>An interval of numbers.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Extent(double Low, double High)
{
    /// <summary>No number at all: the union with another is the other.</summary>
    public static Extent Empty { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>The length.</summary>
    public double Length => High - Low;

    /// <summary>Symmetric about zero.</summary>
    public static Extent Symmetric(double bound) => new(-bound, bound);

    /// <summary>The smallest that holds all values that are finite.</summary>
    public static Extent Of(IEnumerable<double> values) =>
        values.Where(double.IsFinite).Aggregate(Empty, (extent, value) => extent.Union(new(value, value)));

    /// <summary>The smallest that holds both.</summary>
    public Extent Union(Extent other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>Longer by a fraction at both ends.</summary>
    public Extent Padded(double fraction) => new(Low - (fraction * Length), High + (fraction * Length));

    /// <summary>Itself, or something of positive length where it has none.</summary>
    public Extent Usable() => (Low, High) switch
    {
        _ when !double.IsFinite(Length) => new(0, 1),
        _ when Length > 1e-12 * Math.Max(Math.Abs(Low), Math.Abs(High)) => this,
        (0, 0) => new(-1, 1),
        _ => new(Low - (0.1 * Math.Abs(Low)), High + (0.1 * Math.Abs(High))),
    };
}
