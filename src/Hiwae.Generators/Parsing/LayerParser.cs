using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Hiwae.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>An attribute as a layer.</summary>
internal static class LayerParser
{
    /// <summary>No nonlinearity.</summary>
    public static readonly Option Identity = new("Identity", true, false);

    /// <summary>The layer; what a map does not say is as the network says.</summary>
    public static LayerDeclaration Parse(AttributeData attribute, AttributeReader reader, Option activation, bool weightNorm, bool residual)
    {
        var kind = DeclaredLayers.KindOf(attribute) ?? throw new ArgumentException("Not a layer.", nameof(attribute));
        var arguments = reader.Read(attribute);
        var isWeighted = kind is LayerKind.Dense or LayerKind.Conv;
        bool Option(string name, bool otherwise) => isWeighted && (arguments.Has(name) ? arguments.Flag(name) : otherwise);
        return new(
            kind,
            [.. LayerNumbers.Of(kind).Select((number, i) => number.Default is { } otherwise ? arguments.Number(number.Name, otherwise) : arguments.Number(i))],
            kind == LayerKind.Dropout ? arguments.Fraction(0) : 0,
            arguments.Has("Activation") ? arguments.Option("Activation", "") : LayerForm.IsActivated(kind) ? activation with { IsWritten = false } : Identity,
            arguments.Option("Mode", "Nearest"),
            Option("WeightNorm", weightNorm),
            Option("Residual", residual),
            Option("Conditioned", false));
    }
}

/// <summary>Which attributes of a type are layers: the numbering that paths refer to.</summary>
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
