using System.Linq;
using Hiwae.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

/// <summary>An attribute as a target: a generative factor that is a function of the variable and its parents alone.</summary>
internal static class TargetParser
{
    public static FactorDeclaration Parse(ITypeSymbol type, AttributeArguments arguments, AttributeReader reader)
    {
        // What violates the constraint of the type parameter is an error of the compiler's already.
        var isTarget = type is INamedTypeSymbol { TypeKind: TypeKind.Struct } && type.AllInterfaces.Any(
            face => face.IsHiwae("ITarget", 1) && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], type));
        if (!isTarget)
            reader.MarkIncomplete();
        var density = new DensityDeclaration(
            type.Name,
            isTarget ? type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "",
            IsDeclared: true,
            type is INamedTypeSymbol { IsFileLocal: true },
            IsPointwise: false,
            new("Real", true, false),
            ParametersPerValue: 0,
            IsReparameterised: false);
        return new(FactorKind.P, density, arguments.Texts(0), null, false, [], LayerParser.Identity, null, false, false, 1, 0) { IsTarget = true };
    }
}
