using System;
using Hiwae.Generators.Declarations;
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
            return TargetParser.Parse(type.TypeArguments[0], arguments, reader);
        return new(
            (FactorKind)Enum.Parse(typeof(FactorKind), type.Name),
            DensityParser.Parse(type.TypeArguments[0], reader),
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
