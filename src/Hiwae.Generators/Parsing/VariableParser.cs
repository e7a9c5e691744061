using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>A parameter as a variable.</summary>
internal static class VariableParser
{
    public static VariableDeclaration Parse(IParameterSymbol parameter, AttributeReader all)
    {
        var reader = new AttributeReader(all.Cancellation);
        var attributes = parameter.GetAttributes();

        // An attribute that does not exist may be one of ours misspelt.
        if (parameter.Type.TypeKind == TypeKind.Error || parameter.Name.Length == 0
            || attributes.Any(attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error }))
        {
            reader.MarkIncomplete();
        }

        var shape = attributes.FirstOrDefault(attribute => attribute.AttributeClass.IsHiwae("ShapeAttribute"));
        FactorDeclaration[] factors = [.. DeclaredVariables.Factors(parameter).Select(factor => FactorParser.Parse(factor, reader))];

        AttributeData[] features = [.. DeclaredVariables.Features(parameter)];
        var columns = attributes.FirstOrDefault(attribute => attribute.AttributeClass.IsHiwae("ColumnAttribute"));
        var repeat = attributes.FirstOrDefault(attribute => attribute.AttributeClass.IsHiwae("RepeatAttribute"));
        var mask = attributes.FirstOrDefault(attribute => attribute.AttributeClass.IsHiwae("MaskAttribute"));

        // Two factors of a kind, or two features, are two attributes of which one is allowed.
        if (features.Length > 1 || factors.GroupBy(factor => factor.Noun).Any(kind => kind.Count() > 1))
            reader.MarkIncomplete();
        var variable = new VariableDeclaration(
            parameter.Name,
            parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            parameter.Type.IsTensor(),
            shape is not null,
            shape is null ? [] : reader.Read(shape).Numbers(0),
            attributes.Any(attribute => attribute.AttributeClass.IsHiwae("PerSampleAttribute")),
            attributes.Any(attribute => attribute.AttributeClass.IsHiwae("GivenAttribute")),
            mask is null ? null : reader.Read(mask).Text(0) ?? "",
            features.Length == 0 ? null : FeatureParser.Parse(features[0], reader),
            new(factors))
        {
            IsObserved = attributes.Any(attribute => attribute.AttributeClass.IsHiwae("ObservedAttribute")),
            IsEnumerated = attributes.Any(attribute => attribute.AttributeClass.IsHiwae("EnumeratedAttribute")),
            Steps = repeat is null ? null : reader.Read(repeat).Number(0),
            Columns = columns is null ? null : reader.Read(columns).Texts(0),
            IsTypeKnown = parameter.Type.TypeKind != TypeKind.Error,
            BareParents = reader.IsComplete ? [] : new([.. BareParentParser.Of(parameter, reader)]),
        };
        if (!reader.IsComplete)
            all.MarkIncomplete();
        return variable with { IsComplete = reader.IsComplete };
    }
}

/// <summary>Parents that are written as values: the compiler has no value for them, so their names are read as they stand.</summary>
internal static class BareParentParser
{
    public static IEnumerable<BareParent> Of(IParameterSymbol parameter, AttributeReader reader) =>
        from at in DeclaredVariables.Factors(parameter).Select((attribute, position) => (attribute, position))
            .Concat(DeclaredVariables.Features(parameter).Take(1).Select(attribute => (attribute, DeclarationPath.Feature)))
        from argument in Positional(at.attribute, reader).Select((expression, index) => (expression, index))
        where argument.expression is IdentifierNameSyntax
        select new BareParent(at.Item2, argument.index, ((IdentifierNameSyntax)argument.expression).Identifier.ValueText);

    private static IEnumerable<ExpressionSyntax> Positional(AttributeData attribute, AttributeReader reader) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(reader.Cancellation) is AttributeSyntax { ArgumentList.Arguments: var arguments }
            ? arguments.Where(argument => argument.NameEquals is null).Select(argument => argument.Expression)
            : [];
}

/// <summary>An attribute as a feature.</summary>
internal static class FeatureParser
{
    public static FeatureDeclaration Parse(AttributeData attribute, AttributeReader reader)
    {
        var arguments = reader.Read(attribute);
        var type = attribute.AttributeClass!.TypeArguments[0];

        // What violates the constraint of the type parameter is an error of the compiler's already.
        if (!type.IsReferenceType)
            reader.MarkIncomplete();
        return new(NetworkReferenceParser.Parse(type, reader), arguments.Texts(0), arguments.Text("Context")) { Previous = arguments.Texts("Previous") };
    }
}

/// <summary>Which parameters are variables, and which of their attributes are factors: the numbering that paths refer to.</summary>
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
