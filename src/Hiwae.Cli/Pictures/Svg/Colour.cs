namespace Hiwae.Cli.Pictures.Svg;

/// <summary>A colour in sRGB.</summary>
/// <param name="Red">0 to 255.</param>
/// <param name="Green">0 to 255.</param>
/// <param name="Blue">0 to 255.</param>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Of text and axes.</summary>
    public static Colour Ink { get; } = new(51, 51, 51);

    /// <summary>Of grid lines, and of what has no value.</summary>
    public static Colour Faint { get; } = new(224, 224, 224);

    /// <summary>The background.</summary>
    public static Colour White { get; } = new(255, 255, 255);

    // Told apart by people who do not see all colours too: hues differ in lightness (Okabe and Ito's set, without its yellow).
    private static readonly Colour[] Distinct =
    [
        new(0, 114, 178), new(213, 94, 0), new(0, 158, 115), new(204, 121, 167), new(230, 159, 0), new(86, 180, 233), new(110, 110, 110),
    ];

    /// <summary>Colours that are easy to tell apart, over again after seven.</summary>
    /// <param name="index">From 0.</param>
    public static Colour Of(int index) => Distinct[index % Distinct.Length];

    /// <summary>A fully saturated colour of a hue; for angles.</summary>
    /// <param name="turn">The hue in turns: 0 and 1 are the same red.</param>
    /// <param name="lightness">0 black to 1 white.</param>
    public static Colour OfHue(double turn, double lightness = 0.45)
    {
        byte Channel(double shift)
        {
            var position = (((turn + shift) * 12) % 12 + 12) % 12;
            var distance = Math.Max(-1, Math.Min(Math.Min(position - 3, 9 - position), 1));
            return (byte)Math.Round(255 * (lightness - (Math.Min(lightness, 1 - lightness) * distance)));
        }

        return new(Channel(0), Channel(8 / 12.0), Channel(4 / 12.0));
    }

    /// <summary>A mixture.</summary>
    /// <param name="other">What there is at 1.</param>
    /// <param name="fraction">0 to 1.</param>
    public Colour Towards(Colour other, double fraction)
    {
        byte Mix(byte a, byte b) => (byte)Math.Round(a + ((b - a) * fraction));
        return new(Mix(Red, other.Red), Mix(Green, other.Green), Mix(Blue, other.Blue));
    }

    /// <summary>How bright it looks, 0 to 1.</summary>
    public double Brightness => ((0.299 * Red) + (0.587 * Green) + (0.114 * Blue)) / 255;

    /// <summary>As a style sheet writes it.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";
}
