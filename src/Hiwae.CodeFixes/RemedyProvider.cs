using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hiwae.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.CodeFixes;

/// <summary>
/// Offers remedies as code actions, one at a time or all of a document, project or solution at once. A fix says only what changes.
/// </summary>
public abstract class RemedyProvider : CodeFixProvider
{
    private protected RemedyProvider()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAll);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var remedy in Remedies(Target(root, diagnostic), diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(remedy.Title, cancellation => Apply(context.Document, remedy.Changes, cancellation), remedy.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>The ways to mend a diagnostic; none where it is not a case for a machine.</summary>
    /// <param name="target">The innermost syntax that is underlined.</param>
    /// <param name="diagnostic">What was reported.</param>
    private protected abstract IEnumerable<Remedy> Remedies(SyntaxNode target, Diagnostic diagnostic);

    /// <summary>The names that the analyzer hands over.</summary>
    private protected static IReadOnlyList<string> Names(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(Hints.Names, out var names) && names is not null ? names.Split(',') : [];

    private static SyntaxNode Target(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    private async Task<Document?> FixAll(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return document;
        var changes = diagnostics
            .SelectMany(diagnostic => Remedies(Target(root, diagnostic), diagnostic))
            .Where(remedy => remedy.Key == context.CodeActionEquivalenceKey)
            .SelectMany(remedy => remedy.Changes);
        return await Apply(document, Disjoint(changes), context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>In order, each once; of those that overlap the first, so that the other is left for another time.</summary>
    private static List<TextChange> Disjoint(IEnumerable<TextChange> changes)
    {
        var disjoint = new List<TextChange>();
        foreach (var change in changes.Distinct().OrderBy(change => change.Span.Start).ThenBy(change => change.Span.End))
        {
            if (disjoint.Count == 0 || change.Span.Start >= disjoint[disjoint.Count - 1].Span.End)
                disjoint.Add(change);
        }

        return disjoint;
    }

    private static async Task<Document> Apply(Document document, IEnumerable<TextChange> changes, CancellationToken cancellation) =>
        document.WithText((await document.GetTextAsync(cancellation).ConfigureAwait(false)).WithChanges(changes));
}

/// <summary>A way to mend a declaration.</summary>
/// <param name="Title">What an editor offers, in the imperative.</param>
/// <param name="Key">The same for the same way at another place, so that all can be mended at once.</param>
/// <param name="Changes">What is inserted, replaced or removed; what stands around it stays as the user formatted it.</param>
internal sealed record Remedy(string Title, string Key, IReadOnlyList<TextChange> Changes);
