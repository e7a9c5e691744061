using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.CodeFixes;

/// <summary>How something is taken out of a list: with one comma, and with the brackets if nothing is left in them.</summary>
internal static class Removal
{
    /// <summary>The changes that remove an argument or an element; none where the syntax is neither.</summary>
    public static IReadOnlyList<TextChange> OfItem(SyntaxNode syntax)
    {
        foreach (var node in syntax.AncestorsAndSelf())
        {
            switch (node)
            {
                case AttributeArgumentSyntax { Parent: AttributeArgumentListSyntax list } argument:
                    return list.Arguments.Count == 1 ? [Nothing(list.Span)] : From(list.Arguments, argument);
                case CollectionElementSyntax { Parent: CollectionExpressionSyntax collection } element:
                    return From(collection.Elements, element);
                case ExpressionSyntax { Parent: InitializerExpressionSyntax initializer } item:
                    return From(initializer.Expressions, item);
            }
        }

        return [];
    }

    /// <summary>The changes that remove an attribute.</summary>
    public static IReadOnlyList<TextChange> OfAttribute(AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
            return From(list.Attributes, attribute);
        // What follows the list moves to where it stood, unless there is a remark between them.
        var next = list.GetLastToken().GetNextToken();
        var ends = HasComment(list.GetLastToken().TrailingTrivia) || HasComment(next.LeadingTrivia) ? list.Span.End : next.SpanStart;
        return [Nothing(TextSpan.FromBounds(list.SpanStart, ends))];
    }

    private static IReadOnlyList<TextChange> From<T>(SeparatedSyntaxList<T> list, T item) where T : SyntaxNode
    {
        var position = list.IndexOf(item);
        if (list.Count == 1)
            return [Nothing(item.Span)];
        var comma = list.GetSeparator(position == 0 ? 0 : position - 1);
        var span = position == 0
            ? TextSpan.FromBounds(item.SpanStart, list[1].SpanStart)
            : TextSpan.FromBounds(list[position - 1].Span.End, item.Span.End);
        var remarks = item.GetLeadingTrivia().Concat(item.GetTrailingTrivia()).Concat(comma.GetAllTrivia())
            .Concat(position == 0 ? list[1].GetLeadingTrivia() : list[position - 1].GetTrailingTrivia());
        return HasComment(remarks) ? [Nothing(comma.Span), Nothing(item.Span)] : [Nothing(span)];
    }

    private static bool HasComment(IEnumerable<SyntaxTrivia> trivia) =>
        trivia.Any(one => !one.IsKind(SyntaxKind.WhitespaceTrivia) && !one.IsKind(SyntaxKind.EndOfLineTrivia));

    private static TextChange Nothing(TextSpan span) => new(span, "");
}
