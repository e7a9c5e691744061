using System.Linq;
using Hiwae.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

/// <summary>A factor's type argument as a density.</summary>
internal static class DensityParser
{
    public static DensityDeclaration Parse(ITypeSymbol type, AttributeReader reader)
    {
        // What violates the constraint of the factor's type parameter is an error of the compiler's already.
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } named || !ImplementsDensity(named))
        {
            reader.MarkIncomplete();
            return new(type.Name, "", false, "", 0, false);
        }

        var globalName = named.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var attribute = named.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsHiwae("DensityAttribute"));
        if (attribute is null || named.IsFileLocal)
            return new(named.Name, globalName, false, "", 0, false);
        var arguments = reader.Read(attribute);
        return new(
            named.Name,
            globalName,
            true,
            arguments.Option(0).Name,
            arguments.Number(1),
            arguments.Flag("Reparameterised"));
    }

    private static bool ImplementsDensity(INamedTypeSymbol type) => type.AllInterfaces.Any(
        face => face.IsHiwae("IDensity", 1) && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], type));
}
