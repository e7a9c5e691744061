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
