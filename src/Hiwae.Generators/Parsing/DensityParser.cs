using System.Linq;
using Hiwae.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

/// <summary>A factor's type argument as a density.</summary>
internal static class DensityParser
{
    private static readonly Option NoSupport = new("", false, false);

    public static DensityDeclaration Parse(ITypeSymbol type, AttributeReader reader)
    {
        // What violates the constraint of the factor's type parameter is an error of the compiler's already.
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } named || !Implements(named, "IDensity"))
        {
            reader.MarkIncomplete();
            return new(type.Name, "", false, false, false, NoSupport, 0, false);
        }

        var globalName = named.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var pointwise = Implements(named, "IPointwiseDensity");
        var attribute = named.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsHiwae("DensityAttribute"));
        if (attribute is null)
            return new(named.Name, globalName, false, named.IsFileLocal, pointwise, NoSupport, 0, false);
        var arguments = reader.Read(attribute);
        return new(
            named.Name,
            globalName,
            true,
            named.IsFileLocal,
            pointwise,
            arguments.Option(0),
            arguments.Number(1),
            arguments.Flag("Reparameterised"));
    }

    private static bool Implements(INamedTypeSymbol type, string density) => type.AllInterfaces.Any(
        face => face.IsHiwae(density, 1) && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], type));
}
