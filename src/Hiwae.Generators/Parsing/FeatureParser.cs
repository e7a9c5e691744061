using Hiwae.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

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
        return new(NetworkReferenceParser.Parse(type, reader), arguments.Texts(0), arguments.Text("Context"));
    }
}
