using System;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>
/// The summary of a declaration, read from the lines of its documentation comment rather than from the compiler's view
/// of them, which is empty in a project that generates no documentation file.
/// </summary>
internal static class SummaryReader
{
    private const string Mark = "///";

    /// <summary>The summary's text on one line; empty where there is none or it is not well-formed.</summary>
    public static string Read(TypeDeclarationSyntax part)
    {
        var lines = part.GetLeadingTrivia().ToFullString()
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.StartsWith(Mark, StringComparison.Ordinal) && !line.StartsWith("////", StringComparison.Ordinal))
            .Select(line => line.Substring(Mark.Length));
        var comment = string.Join("\n", lines);
        if (comment.Length == 0)
            return "";
        try
        {
            var summary = XElement.Parse($"<doc>{comment}</doc>").Element("summary");
            var words = string.Concat(summary?.Nodes().Select(Plain) ?? []).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return string.Join(" ", words);
        }
        catch (XmlException)
        {
            return "";
        }
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } element => Reference(element),
        XElement element => string.Concat(element.Nodes().Select(Plain)),
        _ => "",
    };

    private static string Reference(XElement element)
    {
        var target = element.Attribute("name") ?? element.Attribute("langword") ?? element.Attribute("cref") ?? element.Attribute("href");
        return target is null ? " " : target.Name == "cref" ? target.Value.Split('.', ':').Last() : target.Value;
    }
}
