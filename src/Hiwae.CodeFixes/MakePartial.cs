using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.CodeFixes;

/// <summary>Adds <c>partial</c> to a model, a network or a flow, and to the types around it that lack it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartial)), Shared]
public sealed class MakePartial : RemedyProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["HIW0001", "HIW0051", "HIW0080"];

    private protected override IEnumerable<Remedy> Remedies(SyntaxNode target, Diagnostic diagnostic)
    {
        TypeDeclarationSyntax[] lacking =
        [
            .. target.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)),
        ];
        if (lacking.Length > 0)
        {
            var names = string.Join(" and ", lacking.Reverse().Select(type => type.Identifier.ValueText));
            yield return new(
                $"Make {names} partial", "partial", [.. lacking.Select(type => new TextChange(new(type.Keyword.SpanStart, 0), "partial "))]);
        }
    }
}
