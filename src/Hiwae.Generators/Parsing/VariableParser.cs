using System.Linq;
using Hiwae.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

/// <summary>A parameter as a variable.</summary>
internal static class VariableParser
{
    public static VariableDeclaration Parse(IParameterSymbol parameter, AttributeReader reader)
    {
        if (parameter.Type.TypeKind == TypeKind.Error || parameter.Name.Length == 0)
            reader.MarkIncomplete();
        var attributes = parameter.GetAttributes();
        var shape = attributes.FirstOrDefault(attribute => attribute.AttributeClass.IsHiwae("ShapeAttribute"));
        FactorDeclaration[] factors = [.. DeclaredVariables.Factors(parameter).Select(factor => FactorParser.Parse(factor, reader))];

        AttributeData[] features = [.. DeclaredVariables.Features(parameter)];
        var mask = attributes.FirstOrDefault(attribute => attribute.AttributeClass.IsHiwae("MaskAttribute"));

        // Two factors of a kind, or two features, are two attributes of which one is allowed.
        if (features.Length > 1 || factors.GroupBy(factor => factor.Noun).Any(kind => kind.Count() > 1))
            reader.MarkIncomplete();
        return new(
            parameter.Name,
            parameter.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            parameter.Type.IsTensor(),
            shape is not null,
            shape is null ? [] : reader.Read(shape).Numbers(0),
            attributes.Any(attribute => attribute.AttributeClass.IsHiwae("PerSampleAttribute")),
            attributes.Any(attribute => attribute.AttributeClass.IsHiwae("GivenAttribute")),
            mask is null ? null : reader.Read(mask).Text(0) ?? "",
            features.Length == 0 ? null : FeatureParser.Parse(features[0], reader),
            new(factors));
    }
}
