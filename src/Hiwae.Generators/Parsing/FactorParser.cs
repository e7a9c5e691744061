using System;
using System.Linq;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

/// <summary>An attribute as a factor.</summary>
internal static class FactorParser
{
    public static FactorDeclaration Parse(AttributeData attribute, AttributeReader reader)
    {
        var arguments = reader.Read(attribute);
        var type = attribute.AttributeClass!;
        if (type.Name == "Target")
            return TargetParser.Parse(type, arguments, reader);
        return new(
            (FactorKind)Enum.Parse(typeof(FactorKind), type.Name),
            DensityParser.Parse(type, reader),
            arguments.Texts(0),
            arguments.Text("Context"),
            arguments.Has("Hidden"),
            arguments.Numbers("Hidden"),
            arguments.Option("Activation", "Tanh"),
            arguments.Type("Net") is { } net ? NetworkReferenceParser.Parse(net, reader) : null,
            arguments.Flag("Learned"),
            arguments.Flag("Distinct"),
            arguments.Number("Components", 1),
            arguments.Number("PseudoInputs", 0));
    }
}

/// <summary>An attribute as a target: a generative factor that is a function of the variable and its parents alone.</summary>
internal static class TargetParser
{
    public static FactorDeclaration Parse(INamedTypeSymbol factor, AttributeArguments arguments, AttributeReader reader)
    {
        var type = factor.TypeArguments[0];

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
            IsReparameterised: false)
        {
            Rejected = isTarget ? null : new(type.TypeKind != TypeKind.Error, "ITarget", []),
        };
        return new(FactorKind.P, density, arguments.Texts(0), null, false, [], LayerParser.Identity, null, false, false, 1, 0) { IsTarget = true };
    }
}

/// <summary>A factor's type argument as a density.</summary>
internal static class DensityParser
{
    private static readonly Option NoSupport = new("", false, false);

    public static DensityDeclaration Parse(INamedTypeSymbol factor, AttributeReader reader)
    {
        // What violates the constraint of the factor's type parameter is an error of the compiler's already.
        var type = factor.TypeArguments[0];
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct } named || !Implements(named, "IDensity"))
        {
            reader.MarkIncomplete();
            return new(type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), "", false, false, false, NoSupport, 0, false)
            {
                Rejected = new(type.TypeKind != TypeKind.Error, "IDensity", BuiltIn(factor)),
            };
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
            arguments.Flag("Reparameterised"))
        {
            HasVelocity = arguments.Flag("Velocity"),
        };
    }

    /// <summary>The densities that stand beside the factor's own type.</summary>
    private static EquatableArray<string> BuiltIn(INamedTypeSymbol factor) => new(
    [
        .. factor.ContainingNamespace.GetTypeMembers()
            .Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass.IsHiwae("DensityAttribute")))
            .Select(type => type.Name)
            .OrderBy(name => name, StringComparer.Ordinal),
    ]);

    private static bool Implements(INamedTypeSymbol type, string density) => type.AllInterfaces.Any(
        face => face.IsHiwae(density, 1) && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], type));
}
