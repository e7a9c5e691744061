using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.CodeFixes;

/// <summary>How another attribute of the language is written beside a factor.</summary>
internal static class Siblings
{
    /// <summary>The other's name behind what stands in front of the factor's: its namespace, if that is written.</summary>
    /// <param name="factor">The factor's attribute.</param>
    /// <param name="name">The generic name in it.</param>
    /// <param name="other">The other's own name.</param>
    public static string Sibling(this AttributeSyntax factor, GenericNameSyntax name, string other) =>
        factor.Name.ToString().Substring(0, name.SpanStart - factor.Name.SpanStart) + other;
}
