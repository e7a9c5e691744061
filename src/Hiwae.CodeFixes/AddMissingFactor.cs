using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

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
        if (WrittenFactor.Of(target, "Q") is not { } q)
            yield break;
        foreach (var remedy in q.Followed("R", Names(diagnostic)))
            yield return remedy;
        yield return q.Preceded($"Add P{q.Name.TypeArgumentList}", "P", $"P{q.Name.TypeArgumentList}");
    }
}
