using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.CodeFixes;

/// <summary>
/// Gives a variable that has Q alone what it lacks: R, which makes it auxiliary, or P, which makes it latent. The density is that of
/// its Q, so that the supports match.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddMissingFactor)), Shared]
public sealed class AddMissingFactor : RemedyProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["HIW0009"];

    private protected override IEnumerable<Remedy> Remedies(SyntaxNode target, Diagnostic diagnostic)
    {
        if (target.FirstAncestorOrSelf<AttributeSyntax>() is not { } q
            || q.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault(name => name.Identifier.ValueText == "Q") is not { } name)
        {
            yield break;
        }

        if (Names(diagnostic) is { Count: > 0 } parents)
        {
            var written = string.Join(", ", parents.Select(parent => $"nameof({parent})"));
            yield return new(
                $"Add R{name.TypeArgumentList}({written})", "R", [new(new(q.Span.End, 0), $", {q.Sibling(name, $"R{name.TypeArgumentList}")}({written})")]);
        }

        yield return new($"Add P{name.TypeArgumentList}", "P", [new(new(q.SpanStart, 0), $"{q.Sibling(name, $"P{name.TypeArgumentList}")}, ")]);
    }
}
