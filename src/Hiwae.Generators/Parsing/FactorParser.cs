using System;
using System.Collections.Generic;
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
            arguments.Number("PseudoInputs", 0))
        {
            Previous = arguments.Texts("Previous"),
            Scale = arguments.Option("Scale", Scales.Network),
            Flow = arguments.Type("Flow") is { } flow ? FlowReferenceParser.Parse(flow, reader) : null,
        };
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
        var attribute = Attribute(named);
        if (attribute is null)
            return new(Name(named), globalName, false, IsFileLocal(named), pointwise, NoSupport, 0, false);
        var arguments = reader.Read(attribute);
        WrappedDensity[] wrapped = [.. Wrapped(named, arguments, reader)];
        var rank = arguments.Flag("Ranked") ? Rank(named, reader) : null;
        return new(
            Name(named),
            globalName,
            true,
            IsFileLocal(named),
            pointwise,
            arguments.Option(0),
            arguments.Number(1) + wrapped.Sum(density => density.ParametersPerValue) + (rank?.Value ?? 0),
            arguments.Flag("Reparameterised"))
        {
            HasVelocity = arguments.Flag("Velocity"),
            HasScale = wrapped.Length > 0 ? wrapped[wrapped.Length - 1].HasScale : arguments.Flag("HasScale"),
            Wrapped = new(wrapped),
            HasPairs = arguments.Flag("Pairs"),
            Rank = rank,
        };
    }

    /// <summary>The densities of which one is made, from the outside in.</summary>
    private static IEnumerable<WrappedDensity> Wrapped(INamedTypeSymbol type, AttributeArguments arguments, AttributeReader reader)
    {
        while (arguments.Flag("Wraps"))
        {
            var only = type.TypeArguments.Length == 1 ? type.TypeArguments[0] as INamedTypeSymbol : null;
            if (only is null || Attribute(only) is not { } attribute)
            {
                yield return new(only is null ? null : Name(only), null, 0);
                yield break;
            }

            (type, arguments) = (only, reader.Read(attribute));
            yield return new(Name(type), arguments.Option(0).Name, arguments.Number(1)) { HasScale = arguments.Flag("HasScale") };
        }
    }

    /// <summary>The rank that the only type argument stands for.</summary>
    private static DensityRank Rank(INamedTypeSymbol type, AttributeReader reader)
    {
        var only = type.TypeArguments.Length == 1 ? type.TypeArguments[0] as INamedTypeSymbol : null;
        var attribute = only?.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsHiwae("RankAttribute"));
        return new(only is null ? null : Name(only), attribute is null ? null : reader.Read(attribute).Number(0));
    }

    private static AttributeData? Attribute(INamedTypeSymbol type) => type.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsHiwae("DensityAttribute"));

    /// <summary>As it is written, but for namespaces, such as <c>ZeroInflated&lt;Poisson&gt;</c>.</summary>
    private static string Name(INamedTypeSymbol type) => type.Arity == 0
        ? type.Name
        : $"{type.Name}<{string.Join(", ", type.TypeArguments.Select(argument => argument is INamedTypeSymbol named ? Name(named) : argument.Name))}>";

    private static bool IsFileLocal(INamedTypeSymbol type) => type.IsFileLocal || type.TypeArguments.OfType<INamedTypeSymbol>().Any(IsFileLocal);

    /// <summary>The densities that stand beside the factor's own type.</summary>
    private static EquatableArray<string> BuiltIn(INamedTypeSymbol factor) => new(
    [
        .. factor.ContainingNamespace.GetTypeMembers()
            .Where(type => Attribute(type) is not null)
            .Select(type => type.Arity == 0 ? type.Name : $"{type.Name}<…>")
            .OrderBy(name => name, StringComparer.Ordinal),
    ]);

    private static bool Implements(INamedTypeSymbol type, string density) => type.AllInterfaces.Any(
        face => face.IsHiwae(density, 1) && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], type));
}
