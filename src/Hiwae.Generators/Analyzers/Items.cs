using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Analyzers;

/// <summary>The items of a list in an attribute, however it is written.</summary>
internal static class Items
{
    /// <summary>The items of a <c>params</c> argument: the arguments themselves, or those of the one collection.</summary>
    public static IReadOnlyList<ExpressionSyntax> Of(AttributeSyntax attribute)
    {
        ExpressionSyntax[] positional =
            [.. attribute.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).Select(argument => argument.Expression) ?? []];
        return positional.Length == 1 && Of(positional[0]) is { Count: > 0 } items ? items : positional;
    }

    /// <summary>The items of a collection; none where the expression is something else.</summary>
    public static IReadOnlyList<ExpressionSyntax> Of(ExpressionSyntax expression) => expression switch
    {
        CollectionExpressionSyntax collection when collection.Elements.All(element => element is ExpressionElementSyntax) =>
            [.. collection.Elements.Cast<ExpressionElementSyntax>().Select(element => element.Expression)],
        ArrayCreationExpressionSyntax { Initializer.Expressions: var items } => [.. items],
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items } => [.. items],
        _ => [],
    };
}
