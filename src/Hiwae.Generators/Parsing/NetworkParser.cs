using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Hiwae.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>From a type to the network that it declares.</summary>
internal static class NetworkParser
{
    /// <summary>
    /// The network that a type declares, or null where it declares none. A type without source, of another assembly,
    /// declares one if it was also implemented there.
    /// </summary>
    public static NetworkDeclaration? Parse(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (NetworkAttributeOf(type) is not { } attribute || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.Name.Length == 0)
            return null;
        cancellation.ThrowIfCancellationRequested();
        var part = DeclarationParser.PartOf(attribute, cancellation);
        if (part is null && !type.AllInterfaces.Any(IsNetworkInterface))
            return null;
        var reader = new AttributeReader(cancellation);
        var arguments = reader.Read(attribute);
        var activation = arguments.Option("Activation", "Tanh");
        var (weightNorm, residual) = (arguments.Flag("WeightNorm"), arguments.Flag("Residual"));
        var layers = DeclaredLayers.Of(type, part, cancellation)
            .Select(layer => LayerParser.Parse(layer, reader, activation, weightNorm, residual))
            .ToArray();
        return new(
            RecordParser.Identity(type, cancellation),
            Traits(type, part, cancellation),
            activation,
            weightNorm,
            residual,
            new(LinearAtTheEnd(layers)),
            ClashingMembers(type),
            reader.IsComplete)
        {
            HasStrayLayers = DeclaredLayers.Strays(type, part, cancellation).Count > 0,
        };
    }

    /// <summary>A member of the user's own, or the record's own name, where the list of layers needs the name.</summary>
    public static EquatableArray<string> ClashingMembers(INamedTypeSymbol type) =>
        type.Name == GeneratedNames.NetworkMember || type.GetMembers(GeneratedNames.NetworkMember).Any(RecordParser.IsUsersOwn) ? [GeneratedNames.NetworkMember] : [];

    /// <summary>The first network attribute of a type, or null.</summary>
    public static AttributeData? NetworkAttributeOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsHiwae("NetworkAttribute"));

    /// <summary>The part of a type that its layers are read from, or null.</summary>
    public static TypeDeclarationSyntax? PartOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        NetworkAttributeOf(type) is { } attribute ? DeclarationParser.PartOf(attribute, cancellation) : null;

    /// <summary>
    /// The last map of a network that ends in an image is linear unless it names a nonlinearity; inside a residual
    /// block the network's remains.
    /// </summary>
    private static LayerDeclaration[] LinearAtTheEnd(LayerDeclaration[] layers)
    {
        var last = layers.ToList().FindLastIndex(layer => layer.IsWeighted);
        if (last >= 0 && NetworkShapes.EndsInImage(layers.Select(layer => layer.Form())) && !layers[last].Activation.IsWritten)
        {
            var inner = layers[last].Residual ? layers[last].Activation : null;
            layers[last] = layers[last] with { Activation = LayerParser.Identity, Inner = inner };
        }

        return layers;
    }

    /// <summary>How a network or a flow is declared.</summary>
    public static RecordTraits Traits(INamedTypeSymbol type, TypeDeclarationSyntax? part, CancellationToken cancellation)
    {
        if (part is null)
            return RecordTraits.None;
        var traits = RecordParser.Traits(type, part, cancellation);
        return Parameters(type, cancellation).Any() ? traits | RecordTraits.HasParameters : traits;
    }

    private static IEnumerable<ParameterSyntax> Parameters(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>()
            .SelectMany(part => part.ParameterList?.Parameters ?? default);

    private static bool IsNetworkInterface(INamedTypeSymbol face) => face is
    {
        Name: "INetwork",
        Arity: 0,
        ContainingType: null,
        ContainingNamespace: { Name: "Networks", ContainingNamespace: { Name: "Hiwae", ContainingNamespace.IsGlobalNamespace: true } },
    };
}

/// <summary>A type that is named as a network.</summary>
internal static class NetworkReferenceParser
{
    public static NetworkReference Parse(ITypeSymbol type, AttributeReader reader)
    {
        if (type.TypeKind == TypeKind.Error)
            reader.MarkIncomplete();
        return new(
            type is INamedTypeSymbol { Arity: 0 } ? type.Name : type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            type is INamedTypeSymbol named ? NetworkParser.Parse(named, reader.Cancellation) : null,
            type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } own && NetworkParser.NetworkAttributeOf(own) is null && DeclaredLayers.All(own).Any());
    }
}
