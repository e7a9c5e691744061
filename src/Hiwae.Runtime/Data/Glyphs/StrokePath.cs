using System.Globalization;

namespace Hiwae.Data.Glyphs;

/// <summary>A point of the plane; x to the right, y downwards.</summary>
internal readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);

    public static Point operator *(double s, Point a) => new(s * a.X, s * a.Y);
}

/// <summary>
/// A glyph's strokes as polylines, read from a small path language: <c>M x y</c> starts a stroke, <c>L x y</c> draws a
/// line, <c>C x y x y x y</c> a cubic Bézier curve, <c>O x y a b</c> an ellipse with centre and half axes.
/// </summary>
/// <param name="Strokes">Each a polyline of at least two points.</param>
internal sealed record StrokePath(ImmutableArray<ImmutableArray<Point>> Strokes)
{
    private const int CurveSegments = 6;

    /// <summary>The distance of the control points of a quarter of a circle from its ends.</summary>
    private const double Quarter = 0.5522847498;

    public static StrokePath Parse(string text)
    {
        var words = new Queue<string>(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        List<List<Point>> strokes = [];
        while (words.TryDequeue(out var command))
        {
            switch (command)
            {
                case "M":
                    strokes.Add([Next()]);
                    break;
                case "L":
                    strokes[^1].Add(Next());
                    break;
                case "C":
                    strokes[^1].AddRange(Curve(strokes[^1][^1], Next(), Next(), Next()));
                    break;
                case "O":
                    strokes.Add(Ellipse(Next(), Next()));
                    break;
                default:
                    throw new FormatException($"'{command}' in the path '{text}' is not one of M, L, C and O.");
            }
        }

        return new([.. strokes.Select(s => s.ToImmutableArray())]);

        Point Next() => new(Number(), Number());

        double Number() => double.Parse(words.Dequeue(), CultureInfo.InvariantCulture);
    }

    private static IEnumerable<Point> Curve(Point a, Point b, Point c, Point d) =>
        from i in Enumerable.Range(1, CurveSegments)
        let t = i / (double)CurveSegments
        let s = 1 - t
        select (s * s * s * a) + (3 * s * s * t * b) + (3 * s * t * t * c) + (t * t * t * d);

    private static List<Point> Ellipse(Point centre, Point axes)
    {
        List<Point> points = [centre + new Point(0, -axes.Y)];
        Point[] turns = [new(0, -1), new(1, 0), new(0, 1), new(-1, 0), new(0, -1)];
        for (var i = 0; i < 4; i++)
        {
            var (from, to) = (turns[i], turns[i + 1]);
            points.AddRange(Curve(
                points[^1], At(from + (Quarter * to)), At(to + (Quarter * from)), At(to)));
        }

        return points;

        Point At(Point unit) => centre + new Point(axes.X * unit.X, axes.Y * unit.Y);
    }
}
