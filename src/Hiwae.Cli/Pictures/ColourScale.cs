using ScottPlot;

namespace Hiwae.Cli.Pictures;

/// <summary>Colours for numbers: straight lines between stops.</summary>
internal sealed class ColourScale : IColormap
{
    private readonly Colour[] stops;

    private ColourScale(params Colour[] stops) => this.stops = stops;

    /// <summary>Blue below, white in the middle, red above: for what has a sign. Give it limits that are symmetric about zero.</summary>
    public static ColourScale Diverging { get; } = new(
        new(24, 76, 140), new(67, 132, 190), new(160, 200, 224), new(250, 250, 250), new(245, 180, 150), new(214, 96, 77), new(158, 22, 42));

    /// <summary>White for nothing, ever darker blue for more: for densities and amounts.</summary>
    public static ColourScale Sequential { get; } = new(
        new(255, 255, 255), new(212, 228, 242), new(140, 186, 220), new(66, 132, 192), new(24, 84, 152), new(10, 44, 98));

    /// <summary>From white to a light grey: for a ground with marks over it.</summary>
    public static ColourScale Ground { get; } = new(new(255, 255, 255), new(222, 226, 232), new(186, 193, 204));

    /// <summary>From violet over green to yellow, ever lighter: for marks on white, whose values are in an order.</summary>
    public static ColourScale Ordered { get; } = new(
        new(68, 20, 90), new(60, 80, 140), new(34, 140, 140), new(90, 185, 80), new(226, 200, 30));

    /// <inheritdoc/>
    public string Name => nameof(ColourScale);

    /// <inheritdoc/>
    public Color GetColor(double position) => At(position, new(0, 1)).ToPlot();

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
