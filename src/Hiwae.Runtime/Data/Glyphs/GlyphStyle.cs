using Hiwae.Randomness;

namespace Hiwae.Data.Glyphs;

/// <summary>The style of one writing of a glyph: its size, slant, turn, wobble, pen and place.</summary>
/// <param name="Height">The height in pixels.</param>
/// <param name="Aspect">Width over height.</param>
/// <param name="Slant">The lean of the top to the right, per unit of height.</param>
/// <param name="Turn">The tangent of half the angle that the glyph is turned by.</param>
/// <param name="Wobble">Coefficients of the smooth displacement field.</param>
/// <param name="Pen">The radius of the pen in pixels.</param>
/// <param name="Nib">The excess of the pen's width across over that along, −1 to 1.</param>
/// <param name="Offset">The offset from the centre of the image, in pixels.</param>
internal readonly record struct GlyphStyle(
    double Height, double Aspect, double Slant, double Turn, Wobble Wobble, double Pen, double Nib, Point Offset)
{
    /// <summary>The distance of a stroke's farthest pixel from it.</summary>
    public double Reach => Pen * (1 + Math.Abs(Nib));

    public static GlyphStyle Draw(ref SplitMix random) => new(
        Height: random.Between(17, 21.5),
        Aspect: random.Between(0.58, 0.86),
        Slant: 0.12 + random.Bell(0.14),
        Turn: random.Bell(0.03),
        Wobble: Wobble.Draw(ref random),
        Pen: random.Between(0.85, 1.75),
        Nib: random.Bell(0.1),
        Offset: new(random.Bell(0.6), random.Bell(0.6)));

    /// <summary>A point of the unit square in pixels around the glyph's origin.</summary>
    public Point Place(Point point)
    {
        var moved = Wobble.Move(point);
        var y = (moved.Y - 0.5) * Height;
        var x = ((moved.X - 0.5) * Height * Aspect) - (y * Slant);

        // Cosine and sine from the half angle's tangent need no library function, so every machine gets the same bits.
        var scale = 1 / (1 + (Turn * Turn));
        var (cosine, sine) = ((1 - (Turn * Turn)) * scale, 2 * Turn * scale);
        return new((cosine * x) - (sine * y), (sine * x) + (cosine * y));
    }
}

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
