using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>Which attributes of a type are layers: the numbering that sites refer to.</summary>
internal static class DeclaredLayers
{
    /// <summary>The layers of a part of a type, in the order written; of a type without source, those of the type.</summary>
    public static IReadOnlyList<AttributeData> Of(INamedTypeSymbol type, TypeDeclarationSyntax? part, CancellationToken cancellation) =>
        [.. All(type).Where(layer => part is null || DeclarationParser.PartOf(layer, cancellation) == part)];

    /// <summary>The layers of other parts.</summary>
    public static IReadOnlyList<AttributeData> Strays(INamedTypeSymbol type, TypeDeclarationSyntax? part, CancellationToken cancellation) =>
        [.. All(type).Where(layer => part is not null && DeclarationParser.PartOf(layer, cancellation) != part)];

    /// <summary>All layers of a type.</summary>
    public static IEnumerable<AttributeData> All(INamedTypeSymbol type) =>
        type.GetAttributes().Where(attribute => KindOf(attribute) is not null);

    /// <summary>The kind of layer that an attribute is, or null where it is none.</summary>
    public static LayerKind? KindOf(AttributeData attribute)
    {
        const string suffix = "Attribute";
        return attribute.AttributeClass is { } type && type.IsHiwae(type.Name)
            && type.Name.EndsWith(suffix, StringComparison.Ordinal)
            && Enum.TryParse<LayerKind>(type.Name.Substring(0, type.Name.Length - suffix.Length), out var kind)
            ? kind
            : null;
    }
}
