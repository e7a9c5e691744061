using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.CodeFixes;

/// <summary>
/// Removes what has no place where it stands: the second mention of a parent, <c>[PerSample]</c>, <c>[Observed]</c>, <c>[Column]</c>, and the arguments <c>Learned</c>,
/// <c>Distinct</c>, <c>Gradient</c>, <c>Heads</c> and <c>Alpha</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveWhatDoesNotApply)), Shared]
public sealed class RemoveWhatDoesNotApply : RemedyProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["HIW0016", "HIW0021", "HIW0028", "HIW0029", "HIW0030", "HIW0031", "HIW0058", "HIW0062", "HIW0066", "HIW0069", "HIW0075", "HIW0077", "HIW0079"];

    private protected override IEnumerable<Remedy> Remedies(SyntaxNode target, Diagnostic diagnostic)
    {
        var (what, changes) = diagnostic.Id switch
        {
            "HIW0016" => ("the second " + target, Removal.OfItem(target)),
            "HIW0021" => ("[PerSample]", OfAttribute(target)),
            "HIW0062" => ("[Observed]", OfAttribute(target)),
            "HIW0069" => ("[Column]", OfAttribute(target)),
            "HIW0028" => ("Learned", Removal.OfItem(target)),
            "HIW0075" => ("Heads", Removal.OfItem(target)),
            "HIW0058" => ("Gradient", Removal.OfItem(target)),
            "HIW0077" or "HIW0079" => ("Alpha", Removal.OfItem(target)),
            _ => ("Distinct", Removal.OfItem(target)),
        };
        if (changes.Count > 0)
            yield return new("Remove " + what, diagnostic.Id, changes);
    }

    private static IReadOnlyList<TextChange> OfAttribute(SyntaxNode target) =>
        target.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute ? Removal.OfAttribute(attribute) : [];
}
