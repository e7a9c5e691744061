namespace Hiwae.Data.Glyphs;

/// <summary>
/// An unsteady hand: a smooth field that moves every point of the unit square a little. Strokes that meet still meet,
/// which they would not if each were moved by itself.
/// </summary>
/// <param name="Bend">Coefficients of the products of the first and second Chebyshev polynomials in x and y, for x.</param>
/// <param name="Sway">The same for y.</param>
internal readonly record struct Wobble(Wobble.Field Bend, Wobble.Field Sway)
{
    private const double Strength = 0.022;

    public static Wobble Draw(ref SplitMix random) => new(Field.Draw(ref random), Field.Draw(ref random));

    public Point Move(Point point)
    {
        var (u, v) = ((2 * point.X) - 1, (2 * point.Y) - 1);
        return point + new Point(Bend.At(u, v), Sway.At(u, v));
    }

    /// <summary>One component of the field.</summary>
    internal readonly record struct Field(double Xy, double Xx, double Yy, double Xxx, double Yyy)
    {
        public static Field Draw(ref SplitMix random) => new(
            random.Bell(Strength), random.Bell(Strength), random.Bell(Strength), random.Bell(Strength), random.Bell(Strength));

        public double At(double u, double v) =>
            (Xy * u * v) + (Xx * ((2 * u * u) - 1)) + (Yy * ((2 * v * v) - 1))
            + (Xxx * u * ((4 * u * u) - 3)) + (Yyy * v * ((4 * v * v) - 3));
    }
}
