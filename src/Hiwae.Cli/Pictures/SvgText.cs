using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hiwae.Cli.Pictures;

/// <summary>The text of an SVG as the library writes it, made fit for pages.</summary>
internal static partial class SvgText
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The text, with names of its own, fonts to fall back on, squares for pixels, and a title.</summary>
    /// <param name="picture">What it shows.</param>
    /// <param name="written">What the library wrote.</param>
    public static string Of(Picture picture, string written)
    {
        var root = XDocument.Parse(written).Root!;
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {picture.Width} {picture.Height}"));
        root.SetAttributeValue("role", "img");
        root.AddFirst(new XElement(Svg + "title", picture.Name));
        root.SetAttributeValue("font-family", Lettering.Substitutes);
        Round(root);
        Rename(root);
        foreach (var text in root.Descendants(Svg + "text"))
            Tidy(text);
        foreach (var image in root.Descendants(Svg + "image"))
            image.SetAttributeValue("style", "image-rendering:pixelated");
        return root.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>A text as a whole, as long as it is in the program's font, whatever font it is shown in; the library places each letter by itself.</summary>
    private static void Tidy(XElement text)
    {
        text.Value = text.Value.Trim(); // The library indents it.
        text.SetAttributeValue("font-family", null);
        foreach (var name in (string[])["x", "y"])
            text.SetAttributeValue(name, text.Attribute(name)?.Value.Split(',')[0]);
        if (text.Value.Length > 1 && float.TryParse(text.Attribute("font-size")?.Value, CultureInfo.InvariantCulture, out var size))
            text.SetAttributeValue("textLength", Lettering.Width(text.Value, size).ToString("0.##", CultureInfo.InvariantCulture));
    }

    /// <summary>Places to a hundredth of a unit, which no one sees: the file is a third smaller.</summary>
    private static void Round(XElement root)
    {
        foreach (var attribute in root.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is not ("href" or "transform")))
            attribute.Value = LongFraction().Replace(attribute.Value, match => double.Parse(match.Value, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"-?\d+\.\d{3,}")]
    private static partial Regex LongFraction();

    /// <summary>Gives every element that is referred to a name that no other picture on a page has, unless it is the same picture.</summary>
    private static void Rename(XElement root)
    {
        // The library goes on counting from picture to picture.
        var names = root.Descendants().Attributes("id").Select((id, i) => (id.Value, i)).ToDictionary(pair => pair.Value, pair => $"{pair.i}");
        Rename(root, name => names[name]);
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root.ToString())))[..8];
        Rename(root, name => $"p{mark}-{name}");
    }

    private static void Rename(XElement root, Func<string, string> name)
    {
        foreach (var attribute in root.DescendantsAndSelf().Attributes())
        {
            attribute.Value = attribute switch
            {
                { Name.LocalName: "id" } => name(attribute.Value),
                { Name.LocalName: "href", Value: ['#', .. var target] } => $"#{name(target)}",
                { Value: ['u', 'r', 'l', '(', '#', .. var target, ')'] } => $"url(#{name(target)})",
                _ => attribute.Value,
            };
        }
    }
}
