using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

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
        if (WrittenFactor.Of(target, "P") is not { } p)
            yield break;
        foreach (var remedy in p.Followed("Q", Names(diagnostic)))
            yield return remedy;
        if (diagnostic.Id == "HIW0061")
            yield return p.Preceded("Add [Observed]", "Observed", "Observed");
    }
}
