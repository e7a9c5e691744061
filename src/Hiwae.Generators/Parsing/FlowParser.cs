using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>From a type to the flow that it declares.</summary>
internal static class FlowParser
{
    /// <summary>The flow that a type declares, or null where it declares none. A type without source, of another assembly, declares one if it was also implemented there.</summary>
    public static FlowDeclaration? Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (FlowAttributeOf(type) is not { } attribute || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.Name.Length == 0)
            return null;
        cancellation.ThrowIfCancellationRequested();
        var part = DeclarationParser.PartOf(attribute, cancellation);
        if (part is null && !type.AllInterfaces.Any(face => face.Name == "IFlow" && face.ContainingNamespace.ToDisplayString() == "Hiwae.Networks"))
            return null;
        var reader = new AttributeReader(cancellation);
        reader.Read(attribute);
        return new(
            RecordParser.Identity(type, cancellation),
            NetworkParser.Traits(type, part, cancellation),
            new([.. DeclaredFlowLayers.Of(type, part, cancellation).Select(layer => Layer(layer, reader))]),
            NetworkParser.ClashingMembers(type),
            reader.IsComplete)
        {
            HasStrayLayers = part is not null && DeclaredFlowLayers.All(type).Any(layer => DeclarationParser.PartOf(layer, cancellation) != part),
            IsNetwork = NetworkParser.NetworkAttributeOf(type) is not null,
        };
    }

    /// <summary>The first flow attribute of a type, or null.</summary>
    public static AttributeData? FlowAttributeOf(INamedTypeSymbol type) => type.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsHiwae("FlowAttribute"));

    /// <summary>The part of a type that its layers are read from, or null.</summary>
    public static TypeDeclarationSyntax? PartOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        FlowAttributeOf(type) is { } attribute ? DeclarationParser.PartOf(attribute, cancellation) : null;

    private static FlowLayerDeclaration Layer(AttributeData attribute, AttributeReader reader)
    {
        var arguments = reader.Read(attribute);
        return new(DeclaredFlowLayers.KindOf(attribute)!.Value, arguments.Numbers("Hidden"), arguments.Option("Activation", "Tanh"));
    }
}

/// <summary>A type that is named as a flow.</summary>
internal static class FlowReferenceParser
{
    public static FlowReference Parse(ITypeSymbol type, AttributeReader reader)
    {
        if (type.TypeKind == TypeKind.Error)
            reader.MarkIncomplete();
        return new(
            type is INamedTypeSymbol { Arity: 0 } ? type.Name : type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            type is INamedTypeSymbol named ? FlowParser.Parse(named, reader.Cancellation) : null,
            type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } own && FlowParser.FlowAttributeOf(own) is null && DeclaredFlowLayers.All(own).Any());
    }
}

/// <summary>Which attributes of a type are layers of a flow: the numbering that paths refer to.</summary>
internal static class DeclaredFlowLayers
{
    /// <summary>The layers of a part of a type, in the order written; of a type without source, those of the type.</summary>
    public static IReadOnlyList<AttributeData> Of(INamedTypeSymbol type, TypeDeclarationSyntax? part, CancellationToken cancellation) =>
        [.. All(type).Where(layer => part is null || DeclarationParser.PartOf(layer, cancellation) == part)];

    /// <summary>All layers of a type.</summary>
    public static IEnumerable<AttributeData> All(INamedTypeSymbol type) => type.GetAttributes().Where(attribute => KindOf(attribute) is not null);

    /// <summary>The kind of layer that an attribute is, or null where it is none.</summary>
    public static FlowLayerKind? KindOf(AttributeData attribute)
    {
        const string suffix = "Attribute";
        return attribute.AttributeClass is { } type && type.IsHiwae(type.Name)
            && type.Name.EndsWith(suffix, StringComparison.Ordinal)
            && Enum.TryParse<FlowLayerKind>(type.Name.Substring(0, type.Name.Length - suffix.Length), out var kind)
            ? kind
            : null;
    }
}
