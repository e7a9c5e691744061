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
    /// <param name="other">The colour at 1.</param>
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

/// <summary>Colours for numbers: straight lines between stops.</summary>
internal sealed class ColourScale
{
    private readonly Colour[] stops;

    private ColourScale(params Colour[] stops) => this.stops = stops;

    /// <summary>Blue below, white in the middle, red above: for what has a sign. Give it limits that are symmetric about zero.</summary>
    public static ColourScale Diverging { get; } = new(
        new(24, 76, 140), new(67, 132, 190), new(160, 200, 224), new(250, 250, 250), new(245, 180, 150), new(214, 96, 77), new(158, 22, 42));

    /// <summary>White for nothing, ever darker blue for more: for densities and amounts.</summary>
    public static ColourScale Sequential { get; } = new(
        new(255, 255, 255), new(212, 228, 242), new(140, 186, 220), new(66, 132, 192), new(24, 84, 152), new(10, 44, 98));

    /// <summary>From violet over green to yellow, ever lighter: for marks on white, whose values are in an order.</summary>
    public static ColourScale Ordered { get; } = new(
        new(68, 20, 90), new(60, 80, 140), new(34, 140, 140), new(90, 185, 80), new(226, 200, 30));

    /// <summary>The colour of a value; values outside get that of the nearer limit, what is not a number a faint grey.</summary>
    /// <param name="value">The value.</param>
    /// <param name="limits">Where the scale begins and ends.</param>
    public Colour At(double value, Extent limits)
    {
        if (double.IsNaN(value))
            return Colour.Faint;
        var fraction = limits.Length > 0 ? Math.Clamp((value - limits.Low) / limits.Length, 0, 1) : 0.5;
        var position = fraction * (stops.Length - 1);
        var below = Math.Min((int)position, stops.Length - 2);
        return stops[below].Towards(stops[below + 1], position - below);
    }
}
