namespace Hiwae.Cli.Pictures;

/// <summary>Lays out pictures of one size in rows, with a thin line between them and a thicker one between groups of rows, and a label to the left of each row.</summary>
public static class ImageGrid
{
    private const byte Line = 96;
    private const int Thin = 1;
    private const int Thick = 6;
    private const byte Paper = 255;
    private const byte Ink = 0;
    private const int Gap = 4;

    /// <summary>One picture of groups of rows of pictures; a short row is filled up with the lines' shade.</summary>
    /// <param name="groups">At least one picture in all.</param>
    /// <param name="scale">The side of the square that each pixel becomes.</param>
    /// <param name="labels">One for each row, whose lines are separated by <c>\n</c>; none where empty.</param>
    public static GreyImage Compose(IReadOnlyList<IReadOnlyList<IReadOnlyList<GreyImage>>> groups, int scale = 2, params IReadOnlyList<string> labels)
    {
        var all = groups.SelectMany(g => g).SelectMany(r => r).ToArray();
        if (all.Length == 0)
            throw new ArgumentException("The grid has 0 pictures; it needs at least 1.", nameof(groups));
        var (width, height) = (all[0].Width * scale, all[0].Height * scale);
        if (all.FirstOrDefault(p => p.Width != all[0].Width || p.Height != all[0].Height) is { } odd)
            throw new ArgumentException(
                $"A picture of {odd.Width} × {odd.Height} does not fit a grid of {all[0].Width} × {all[0].Height}; pass pictures of one size.",
                nameof(groups));

        var columns = groups.SelectMany(g => g).Max(r => r.Count);
        var rows = groups.Sum(g => g.Count);
        if (labels.Count > 0 && labels.Count != rows)
            throw new ArgumentException($"There are {labels.Count} labels for {rows} rows; pass one for each, or none.", nameof(labels));
        var margin = labels.Count == 0 ? 0 : scale * (labels.SelectMany(label => label.Split('\n')).Max(Letters.WidthOf) + (2 * Gap));
        var sheet = GreyImage.Plain(
            margin + (columns * (width + Thin)) + Thin,
            (rows * (height + Thin)) + Thin + ((groups.Count - 1) * Thick),
            Line);
        for (var y = 0; y < sheet.Height; y++)
            sheet.Pixels.AsSpan(y * sheet.Width, margin).Fill(Paper);
        var (top, number) = (Thin, 0);
        foreach (var group in groups)
        {
            foreach (var row in group)
            {
                for (var column = 0; column < row.Count; column++)
                    Paste(sheet, row[column], margin + Thin + (column * (width + Thin)), top, scale);
                if (labels.Count > 0)
                    Write(sheet, labels[number++].Split('\n'), top, height, scale);
                top += height + Thin;
            }

            top += Thick;
        }

        return sheet;
    }

    /// <summary>The lines of a label, in the middle of the height of a row.</summary>
    private static void Write(GreyImage sheet, string[] lines, int top, int height, int scale)
    {
        var first = top + Math.Max(0, (height - (lines.Length * Letters.LineHeight * scale)) / 2);
        foreach (var (i, line) in lines.Index())
            Letters.Draw(sheet, line, Gap * scale, first + (i * Letters.LineHeight * scale), scale, Ink);
    }

    private static void Paste(GreyImage sheet, GreyImage picture, int left, int top, int scale)
    {
        for (var y = 0; y < picture.Height * scale; y++)
        {
            for (var x = 0; x < picture.Width * scale; x++)
                sheet.Pixels[((top + y) * sheet.Width) + left + x] = picture.Pixels[(y / scale * picture.Width) + (x / scale)];
        }
    }
}
