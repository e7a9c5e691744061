using ScottPlot;
using SkiaSharp;

namespace Hiwae.Cli.Pictures;

/// <summary>A colour in sRGB.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    // Told apart by people who do not see all colours too: hues differ in lightness (Okabe and Ito's set, without its yellow), and three more.
    private static readonly Colour[] Distinct =
    [
        new(0, 114, 178), new(213, 94, 0), new(0, 158, 115), new(204, 121, 167), new(230, 159, 0), new(86, 180, 233), new(110, 110, 110),
        new(117, 68, 160), new(139, 90, 43), new(158, 166, 36),
    ];

    /// <summary>Of text.</summary>
    public static Colour Ink { get; } = new(51, 51, 51);

    /// <summary>Of axes.</summary>
    public static Colour Axis { get; } = new(150, 150, 150);

    /// <summary>Of the thin lines behind the marks.</summary>
    public static Colour Grid { get; } = new(220, 220, 220);

    /// <summary>Of what has no value.</summary>
    public static Colour Faint { get; } = new(228, 228, 228);

    /// <summary>The background.</summary>
    public static Colour White { get; } = new(255, 255, 255);

    /// <summary>The number of colours before they come over again.</summary>
    public static int Count => Distinct.Length;

    /// <summary>Colours that are easy to tell apart, over again after ten.</summary>
    /// <param name="index">From 0.</param>
    public static Colour Of(int index) => Distinct[index % Distinct.Length];

    /// <summary>A colour for each of some classes; where they are many, hues in three degrees of lightness.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="count">The number of classes.</param>
    public static Colour Of(int index, int count) => count <= Distinct.Length
        ? Of(index)
        : OfHue((double)index / count, 0.32 + (0.15 * (index % 3)), 0.7);

    /// <summary>A colour of a hue; for angles, fully saturated.</summary>
    /// <param name="turn">The hue in turns: 0 and 1 are the same red.</param>
    /// <param name="lightness">0 black to 1 white.</param>
    /// <param name="saturation">0 grey to 1.</param>
    public static Colour OfHue(double turn, double lightness = 0.45, double saturation = 1)
    {
        var colour = Color.FromHSL((float)(turn - Math.Floor(turn)), (float)saturation, (float)lightness);
        return new(colour.Red, colour.Green, colour.Blue);
    }

    /// <summary>A mixture.</summary>
    /// <param name="other">The colour at 1.</param>
    /// <param name="fraction">0 to 1.</param>
    public Colour Towards(Colour other, double fraction)
    {
        byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * fraction));
        return new(Mix(Red, other.Red), Mix(Green, other.Green), Mix(Blue, other.Blue));
    }

    /// <summary>How bright it looks, 0 to 1.</summary>
    public double Brightness => ((0.299 * Red) + (0.587 * Green) + (0.114 * Blue)) / 255;

    /// <summary>As the library of plots has it.</summary>
    /// <param name="opacity">From 0, invisible, to 1.</param>
    public Color ToPlot(double opacity = 1) => new(Red, Green, Blue, (byte)Math.Round(255 * opacity));

    /// <summary>As the library of pixels has it.</summary>
    public SKColor ToSkia() => new(Red, Green, Blue);
}
