using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>Which parameters are variables, and which of their attributes are factors: the numbering that sites refer to.</summary>
internal static class DeclaredVariables
{
    /// <summary>The parameters of the primary constructor; none where there is no such constructor.</summary>
    public static IReadOnlyList<IParameterSymbol> Of(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(IsPrimary)?.Parameters ?? [];

    /// <summary>The factor attributes of a variable, targets among them, in the order written.</summary>
    public static IReadOnlyList<AttributeData> Factors(IParameterSymbol variable) =>
        [.. variable.GetAttributes().Where(attribute => attribute.AttributeClass is { Name: "P" or "Q" or "R" or "Target" } type && type.IsHiwae(type.Name, 1))];

    /// <summary>The feature attributes of a variable; at most one where the compiler accepts it.</summary>
    public static IReadOnlyList<AttributeData> Features(IParameterSymbol variable) =>
        [.. variable.GetAttributes().Where(attribute => attribute.AttributeClass.IsHiwae("FeatureAttribute", 1))];

    private static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null });
}
