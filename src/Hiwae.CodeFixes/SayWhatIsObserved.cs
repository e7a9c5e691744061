using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.CodeFixes;

/// <summary>
/// Gives a variable that has P alone what makes it latent, a Q of the same density on what is generated from it; or says that it is meant to be observed.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SayWhatIsObserved)), Shared]
public sealed class SayWhatIsObserved : RemedyProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["HIW0014", "HIW0061"];

    private protected override IEnumerable<Remedy> Remedies(SyntaxNode target, Diagnostic diagnostic)
    {
        if (target.FirstAncestorOrSelf<AttributeSyntax>() is not { } p
            || p.Name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault(name => name.Identifier.ValueText == "P") is not { } name)
        {
            yield break;
        }

        if (Names(diagnostic) is { Count: > 0 } parents)
        {
            var written = string.Join(", ", parents.Select(parent => $"nameof({parent})"));
            yield return new(
                $"Add Q{name.TypeArgumentList}({written})", "Q", [new(new(p.Span.End, 0), $", {p.Sibling(name, $"Q{name.TypeArgumentList}")}({written})")]);
        }

        if (diagnostic.Id == "HIW0061")
            yield return new("Add [Observed]", "Observed", [new(new(p.SpanStart, 0), $"{p.Sibling(name, "Observed")}, ")]);
    }
}
