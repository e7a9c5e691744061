namespace Hiwae.Data.Glyphs;

/// <summary>Draws strokes into a binary image: a pixel is on where its centre is within the pen's reach of a stroke.</summary>
internal static class GlyphRaster
{
    /// <summary>Pixels per row and column.</summary>
    public const int Size = 28;

    private const double Margin = 1.0;

    /// <summary>Draws a glyph in a style.</summary>
    /// <param name="path">The glyph.</param>
    /// <param name="style">The style.</param>
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

    /// <summary>The shift of the strokes' bounding box to the middle of the image and then off it, without leaving it.</summary>
    private static Point Centre(Point[][] strokes, GlyphStyle style)
    {
        var (low, high) = (strokes[0][0], strokes[0][0]);
        foreach (var stroke in strokes)
        {
            foreach (var point in stroke)
            {
                low = new(Math.Min(low.X, point.X), Math.Min(low.Y, point.Y));
                high = new(Math.Max(high.X, point.X), Math.Max(high.Y, point.Y));
            }
        }

        return new(Along(low.X, high.X, style.Offset.X), Along(low.Y, high.Y, style.Offset.Y));

        double Along(double from, double to, double offset)
        {
            var room = Math.Max(0, ((Size - (to - from)) / 2) - style.Reach - Margin);
            return (Size / 2.0) - ((from + to) / 2) + Math.Clamp(offset, -room, room);
        }
    }

    // The innermost loop of a whole data set, so it works on plain numbers.
    private static void DrawSegment(Point from, Point to, GlyphStyle style, Span<byte> pixels)
    {
        var (left, right) = Range(Math.Min(from.X, to.X) - style.Reach, Math.Max(from.X, to.X) + style.Reach);
        var (top, bottom) = Range(Math.Min(from.Y, to.Y) - style.Reach, Math.Max(from.Y, to.Y) + style.Reach);
        var (alongX, alongY) = (to.X - from.X, to.Y - from.Y);
        var length = (alongX * alongX) + (alongY * alongY);
        var perLength = length > 0 ? 1 / length : 0;
        var (narrowX, narrowY) = (1 / (1 + style.Nib), 1 / (1 - style.Nib));
        var limit = style.Pen * style.Pen;
        for (var y = top; y <= bottom; y++)
        {
            var offsetY = y + 0.5 - from.Y;
            var row = pixels.Slice(y * Size, Size);
            for (var x = left; x <= right; x++)
            {
                if (row[x] == 1)
                    continue;
                var offsetX = x + 0.5 - from.X;
                var position = Math.Clamp(((offsetX * alongX) + (offsetY * alongY)) * perLength, 0, 1);
                var across = (offsetX - (position * alongX)) * narrowX;
                var down = (offsetY - (position * alongY)) * narrowY;
                if ((across * across) + (down * down) <= limit)
                    row[x] = 1;
            }
        }
    }

    private static (int First, int Last) Range(double low, double high) =>
        ((int)Math.Clamp(Math.Floor(low), 0, Size - 1), (int)Math.Clamp(Math.Ceiling(high), 0, Size - 1));
}
