using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

/// <summary>The elements of SVG that charts are made of.</summary>
internal static class Elements
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    /// <summary>Any element; attributes and children are its content.</summary>
    public static XElement Of(string name, params object?[] content) => new(Namespace + name, content);

    /// <summary>An attribute with a number of pixels.</summary>
    public static XAttribute At(string name, double value) => new(name, Number(value));

    /// <summary>An attribute with anything else.</summary>
    public static XAttribute At(string name, object value) => new(name, value.ToString()!);

    /// <summary>A number of pixels as the format writes it.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A line of text.</summary>
    /// <param name="x">Where it is anchored.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">The words.</param>
    /// <param name="size">The height of its letters.</param>
    /// <param name="anchor">start, middle or end.</param>
    public static XElement Text(double x, double y, string text, double size = 11, string anchor = "middle") =>
        Of("text", At("x", x), At("y", y), At("font-size", size), At("text-anchor", anchor), At("fill", Colour.Ink), text);

    /// <summary>A line of text that is read from below.</summary>
    public static XElement Upward(double x, double y, string text, double size = 11) => Of(
        "text",
        At("transform", $"translate({Number(x)} {Number(y)}) rotate(-90)"),
        At("font-size", size),
        At("text-anchor", "middle"),
        At("fill", Colour.Ink),
        text);

    /// <summary>A line of text that ends at a point and rises or falls to it.</summary>
    public static XElement Slanted(double x, double y, string text, double degrees, double size = 11) => Of(
        "text",
        At("transform", $"translate({Number(x)} {Number(y)}) rotate({Number(degrees)})"),
        At("font-size", size),
        At("text-anchor", "end"),
        At("fill", Colour.Ink),
        text);

    /// <summary>A filled rectangle.</summary>
    public static XElement Rectangle(double x, double y, double width, double height, Colour fill) =>
        Of("rect", At("x", x), At("y", y), At("width", width), At("height", height), At("fill", fill));

    /// <summary>A straight line.</summary>
    public static XElement Line(double x1, double y1, double x2, double y2, Colour colour, double width = 1) => Of(
        "line", At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2), At("stroke", colour), At("stroke-width", width));

    /// <summary>A disc.</summary>
    public static XElement Disc(double x, double y, double radius, Colour colour) =>
        Of("circle", At("cx", x), At("cy", y), At("r", radius), At("fill", colour));

    /// <summary>A picture in a rectangle, its pixels as squares; the file holds it.</summary>
    public static XElement Picture(double x, double y, double width, double height, ColourImage image) => Of(
        "image",
        At("x", x),
        At("y", y),
        At("width", width),
        At("height", height),
        At("preserveAspectRatio", "none"),
        At("style", "image-rendering:pixelated"),
        At("href", "data:image/png;base64," + Convert.ToBase64String(Png.Encode(image))));
}
