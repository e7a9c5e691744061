namespace Hiwae.Data.Glyphs;

/// <summary>Draws strokes into a binary image: a pixel is on where its centre is within the pen's reach of a stroke.</summary>
internal static class GlyphRaster
{
    /// <summary>Pixels per row and column.</summary>
    public const int Size = 28;

    private const double Margin = 1.0;

    /// <summary>Draws a glyph in a style.</summary>
    /// <param name="path">The glyph.</param>
    /// <param name="style">How it is written.</param>
    /// <param name="pixels">Size · Size zeros; those under the pen become ones.</param>
    public static void Draw(StrokePath path, GlyphStyle style, Span<byte> pixels)
    {
        var strokes = path.Strokes.Select(s => s.Select(style.Place).ToArray()).ToArray();
        var shift = Centre(strokes, style);
        foreach (var stroke in strokes)
        {
            for (var i = 1; i < stroke.Length; i++)
                DrawSegment(stroke[i - 1] + shift, stroke[i] + shift, style, pixels);
        }
    }

    /// <summary>What moves the strokes' bounding box to the middle of the image and then off it, without leaving it.</summary>
    private static Point Centre(Point[][] strokes, GlyphStyle style)
    {
        var all = strokes.SelectMany(s => s).ToArray();
        return new(
            Along(all.Min(p => p.X), all.Max(p => p.X), style.Offset.X),
            Along(all.Min(p => p.Y), all.Max(p => p.Y), style.Offset.Y));

        double Along(double low, double high, double offset)
        {
            var room = Math.Max(0, ((Size - (high - low)) / 2) - style.Pen - Margin);
            return (Size / 2.0) - ((low + high) / 2) + Math.Clamp(offset, -room, room);
        }
    }

    private static void DrawSegment(Point from, Point to, GlyphStyle style, Span<byte> pixels)
    {
        var reach = style.Pen * 1.5;
        var (left, right) = Range(Math.Min(from.X, to.X) - reach, Math.Max(from.X, to.X) + reach);
        var (top, bottom) = Range(Math.Min(from.Y, to.Y) - reach, Math.Max(from.Y, to.Y) + reach);
        var along = to - from;
        var length = along.Dot(along);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var offset = new Point(x + 0.5, y + 0.5) - from;
                var position = length > 0 ? Math.Clamp(offset.Dot(along) / length, 0, 1) : 0;
                var away = offset - (position * along);
                var (across, down) = (away.X / (1 + style.Nib), away.Y / (1 - style.Nib));
                if ((across * across) + (down * down) <= style.Pen * style.Pen)
                    pixels[(y * Size) + x] = 1;
            }
        }
    }

    private static (int First, int Last) Range(double low, double high) =>
        ((int)Math.Clamp(Math.Floor(low), 0, Size - 1), (int)Math.Clamp(Math.Ceiling(high), 0, Size - 1));
}
