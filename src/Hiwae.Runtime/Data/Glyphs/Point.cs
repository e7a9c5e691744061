namespace Hiwae.Data.Glyphs;

/// <summary>A point of the plane; x to the right, y downwards.</summary>
internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator *(double s, Point a) => new(s * a.X, s * a.Y);
}
