using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.CodeFixes;

/// <summary>The attribute of a factor as the user wrote it, and what can be put beside it.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Name">Its name, with the density.</param>
internal sealed record WrittenFactor(AttributeSyntax Attribute, GenericNameSyntax Name)
{
    /// <summary>The factor of a kind that is underlined; null where it is none.</summary>
    public static WrittenFactor? Of(SyntaxNode target, string kind) =>
        target.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
        && attribute.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault(name => name.Identifier.ValueText == kind) is { } name
            ? new(attribute, name)
            : null;

    /// <summary>Adds a factor of another kind and the same density after it; none where no parents are known for it.</summary>
    public IEnumerable<Remedy> Followed(string kind, IReadOnlyList<string> parents)
    {
        if (parents.Count == 0)
            yield break;
        var (factor, written) = ($"{kind}{Name.TypeArgumentList}", string.Join(", ", parents.Select(parent => $"nameof({parent})")));
        yield return new($"Add {factor}({written})", kind, [new(new(Attribute.Span.End, 0), $", {Attribute.Sibling(Name, factor)}({written})")]);
    }

    /// <summary>Adds an attribute before it.</summary>
    public Remedy Preceded(string title, string key, string attribute) =>
        new(title, key, [new(new(Attribute.SpanStart, 0), $"{Attribute.Sibling(Name, attribute)}, ")]);
}
