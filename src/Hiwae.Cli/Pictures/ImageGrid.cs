using SkiaSharp;

namespace Hiwae.Cli.Pictures;

/// <summary>Pictures of one size in rows, with a thin line between them and a wider one between groups of rows, and a label to the left of each row.</summary>
public sealed record ImageGrid : Picture
{
    private const int Thin = 1;
    private const int Thick = 6;
    private const int Gap = 4;
    private const int LetterSize = 8;
    private const int LineHeight = 10;

    private static readonly SKColor Line = new(96, 96, 96);

    private readonly IReadOnlyList<IReadOnlyList<IReadOnlyList<PixelImage>>> groups;
    private readonly IReadOnlyList<string> labels;
    private readonly int scale;

    private ImageGrid(IReadOnlyList<IReadOnlyList<IReadOnlyList<PixelImage>>> groups, int scale, IReadOnlyList<string> labels) =>
        (this.groups, this.scale, this.labels) = (groups, scale, labels);

    /// <inheritdoc/>
    public override int Width => Margin + (Rows.Max(row => row.Count) * (CellWidth + Thin)) + Thin;

    /// <inheritdoc/>
    public override int Height => (Rows.Count() * (CellHeight + Thin)) + Thin + ((groups.Count - 1) * Thick);

    /// <inheritdoc/>
    public override string Name => labels.Count == 0 ? "images" : string.Join("; ", labels.Where(label => label.Length > 0).Select(label => label.Replace('\n', ' ')));

    /// <summary>Units to the left of the pictures.</summary>
    public int Margin => labels.Count == 0 ? 0 : (int)Math.Ceiling(labels.SelectMany(label => label.Split('\n')).Max(line => Lettering.Width(line, LetterSize * scale))) + (2 * Gap * scale);

    // The pixels are data, and as large as was asked for.
    private protected override int Density => 1;

    private IEnumerable<IReadOnlyList<PixelImage>> Rows => groups.SelectMany(group => group);

    private PixelImage First => Rows.First(row => row.Count > 0)[0];

    private int CellWidth => First.Width * scale;

    private int CellHeight => First.Height * scale;

    /// <summary>One picture of groups of rows of pictures; a short row is filled up with the lines' shade.</summary>
    /// <param name="groups">At least one picture in all.</param>
    /// <param name="scale">The side of the square that each pixel becomes.</param>
    /// <param name="labels">One for each row, whose lines are separated by <c>\n</c>; none where empty.</param>
    /// <exception cref="ArgumentException">There is no picture, they differ in size, or there are too few or too many labels.</exception>
    public static ImageGrid Compose(IReadOnlyList<IReadOnlyList<IReadOnlyList<PixelImage>>> groups, int scale = 2, params IReadOnlyList<string> labels)
    {
        var all = groups.SelectMany(g => g).SelectMany(r => r).ToArray();
        if (all.Length == 0)
            throw new ArgumentException("The grid has 0 pictures; it needs at least 1.", nameof(groups));
        if (all.FirstOrDefault(p => p.Width != all[0].Width || p.Height != all[0].Height) is { } odd)
            throw new ArgumentException(
                $"A picture of {odd.Width} × {odd.Height} does not fit a grid of {all[0].Width} × {all[0].Height}; pass pictures of one size.",
                nameof(groups));
        var rows = groups.Sum(g => g.Count);
        if (labels.Count > 0 && labels.Count != rows)
            throw new ArgumentException($"There are {labels.Count} labels for {rows} rows; pass one for each, or none.", nameof(labels));
        return new(groups, scale, labels);
    }

    private protected override void Draw(SKCanvas canvas)
    {
        using var paint = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(SKRect.Create(Margin, Height), paint);
        paint.Color = Line;
        canvas.DrawRect(SKRect.Create(Margin, 0, Width - Margin, Height), paint);
        var (top, number) = (Thin, 0);
        foreach (var group in groups)
        {
            foreach (var row in group)
            {
                foreach (var (column, image) in row.Index())
                    Paste(canvas, image, Margin + Thin + (column * (CellWidth + Thin)), top);
                if (labels.Count > 0)
                    Write(canvas, labels[number++].Split('\n'), top);
                top += CellHeight + Thin;
            }

            top += Thick;
        }
    }

    /// <summary>The lines of a label, in the middle of the height of a row.</summary>
    private void Write(SKCanvas canvas, string[] lines, int top)
    {
        using var font = Lettering.Font(LetterSize * scale);
        using var ink = new SKPaint { Color = Colour.Ink.ToSkia(), IsAntialias = true };
        var first = top + ((CellHeight - (lines.Length * LineHeight * scale)) / 2f) + (LetterSize * scale);
        foreach (var (i, line) in lines.Index())
            canvas.DrawText(line, Gap * scale, first + (i * LineHeight * scale), font, ink);
    }

    private void Paste(SKCanvas canvas, PixelImage picture, int left, int top)
    {
        using var bitmap = picture.ToBitmap();
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, SKRect.Create(left, top, CellWidth, CellHeight), new SKSamplingOptions(SKFilterMode.Nearest));
    }
}
