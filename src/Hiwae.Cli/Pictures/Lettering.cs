using ScottPlot;
using SkiaSharp;

namespace Hiwae.Cli.Pictures;

/// <summary>The font of every text in a picture. The program brings it along: a system without fonts would leave the texts out, and another would set them otherwise.</summary>
internal static class Lettering
{
    /// <summary>The resource that the assembly holds it in.</summary>
    public const string Resource = "DejaVuSans.ttf";

    /// <summary>What stands in for it where an SVG is shown without it: the first has the same widths.</summary>
    public const string Substitutes = "'DejaVu Sans', Verdana, 'Bitstream Vera Sans', sans-serif";

    private static readonly Lazy<SKTypeface> Loaded = new(Load);

    /// <summary>The typeface.</summary>
    public static SKTypeface Face => Loaded.Value;

    /// <summary>A font of a size.</summary>
    /// <param name="size">The height of its letters, in pixels.</param>
    public static SKFont Font(float size) => new(Face, size) { Subpixel = true, Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.Slight };

    /// <summary>Pixels of a line of text.</summary>
    public static float Width(string text, float size)
    {
        using var font = Font(size);
        return font.MeasureText(text);
    }

    /// <summary>The size at which a line of text is no wider than its room.</summary>
    public static float Fitting(string text, float size, double room) => (float)Math.Min(size, size * room / Math.Max(1, Width(text, size)));

    /// <summary>Units by which the library writes a line too high that it puts in the middle of something.</summary>
    public static float Lift(float size)
    {
        using var font = Font(size);
        var spacing = font.GetFontMetrics(out var metrics);
        return ((metrics.CapHeight - spacing) / 2) + metrics.Bottom;
    }

    /// <summary>Loads the font, and makes it the one of every plot from now on.</summary>
    private static SKTypeface Load()
    {
        using var stream = typeof(Lettering).Assembly.GetManifestResourceStream(Resource)!;
        using var data = SKData.Create(stream);
        return Fonts.DefaultFontStyle = SKTypeface.FromData(data);
    }
}
