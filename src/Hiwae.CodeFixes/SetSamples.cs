using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.CodeFixes;

/// <summary>Writes a number of samples of which each head draws the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetSamples)), Shared]
public sealed class SetSamples : RemedyProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["HIW0073", "HIW0074"];

    private protected override IEnumerable<Remedy> Remedies(SyntaxNode target, Diagnostic diagnostic)
    {
        if (Names(diagnostic) is not { Count: 1 } names || target.FirstAncestorOrSelf<AttributeSyntax>()?.ArgumentList is not { } list)
            yield break;
        var samples = list.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Samples");
        var change = samples is null
            ? new TextChange(new(list.Arguments[0].SpanStart, 0), $"Samples = {names[0]}, ")
            : new TextChange(samples.Expression.Span, names[0]);
        yield return new($"Write Samples = {names[0]}", "samples", [change]);
    }
}
