using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.CodeFixes;

/// <summary>Writes the name of the variable that was probably meant, by <c>nameof</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CorrectParent)), Shared]
public sealed class CorrectParent : RemedyProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["HIW0015", "HIW0068"];

    private protected override IEnumerable<Remedy> Remedies(SyntaxNode target, Diagnostic diagnostic)
    {
        if (Names(diagnostic) is { Count: 1 } names && target.FirstAncestorOrSelf<ExpressionSyntax>() is not null)
            yield return new($"Write nameof({names[0]})", "nameof", [new TextChange(diagnostic.Location.SourceSpan, $"nameof({names[0]})")]);
    }
}
