using System.Linq;
using Hiwae.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

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
