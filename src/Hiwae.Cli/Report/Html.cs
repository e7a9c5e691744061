using System.Xml.Linq;

namespace Hiwae.Cli.Report;

/// <summary>Elements of a page. Text becomes text, whatever is in it: names in a run may be from somebody else.</summary>
internal static class Html
{
    private static readonly string[] Void = ["meta", "img", "br"];

    /// <summary>An element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Attributes, elements and texts.</param>
    public static XElement Of(string name, params object?[] content) => new(name, content);

    /// <summary>An attribute.</summary>
    public static XAttribute At(string name, string value) => new(name, value);

    /// <summary>A picture in the page itself, with words for those who do not see it.</summary>
    /// <param name="type">Its media type.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="words">What is to be seen.</param>
    public static XElement Picture(string type, byte[] bytes, string words) =>
        Of("img", At("src", $"data:{type};base64,{Convert.ToBase64String(bytes)}"), At("alt", words));

    /// <summary>A table, whose first cells name the rows.</summary>
    /// <param name="columns">The heads of the columns.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="caption">What it is a table of; none where null.</param>
    public static XElement Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, string? caption = null) => Of(
        "div",
        At("class", "wide"),
        Of(
            "table",
            caption is null ? null : Of("caption", caption),
            Of("thead", Of("tr", columns.Select(column => Of("th", At("scope", "col"), column)))),
            Of("tbody", rows.Select(row => Of("tr", Of("th", At("scope", "row"), row[0]), row.Skip(1).Select(cell => Of("td", cell)))))));

    /// <summary>The text of a page.</summary>
    public static string Page(XElement html)
    {
        // A browser takes <p/> for the beginning of a paragraph.
        foreach (var element in html.DescendantsAndSelf().Where(element => element.IsEmpty && !Void.Contains(element.Name.LocalName)))
            element.Value = "";
        return $"<!DOCTYPE html>\n{html.ToString(SaveOptions.DisableFormatting)}\n";
    }
}
