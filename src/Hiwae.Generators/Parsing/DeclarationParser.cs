using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>From symbols to a declaration: the only door between the compiler's world and ours.</summary>
internal static class DeclarationParser
{
    /// <summary>The declaration of an attributed type, or null where the syntax is not the one that the type is declared by.</summary>
    /// <param name="type">The type.</param>
    /// <param name="part">The part of it that carries the attribute.</param>
    /// <param name="cancellation">Set when the result is no longer wanted.</param>
    public static Declaration? Parse(INamedTypeSymbol type, TypeDeclarationSyntax part, CancellationToken cancellation)
    {
        var attribute = ModelAttributeOf(type);
        if (attribute is null || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.Name.Length == 0 || PartOf(attribute, cancellation) != part)
            return null;
        cancellation.ThrowIfCancellationRequested();
        var reader = new AttributeReader(cancellation);
        var options = ReadOptions(reader.Read(attribute));
        var variables = DeclaredVariables.Of(type).Select(parameter => VariableParser.Parse(parameter, reader)).ToArray();
        return new(
            RecordParser.Identity(type, cancellation),
            RecordParser.Traits(type, part, cancellation),
            SummaryReader.Read(part),
            options,
            new(variables),
            RecordParser.ClashingMembers(type),
            reader.IsComplete);
    }

    /// <summary>The first model attribute of a type, or null.</summary>
    public static AttributeData? ModelAttributeOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsHiwae("ModelAttribute"));

    /// <summary>The part of the type that an attribute is written on.</summary>
    public static TypeDeclarationSyntax? PartOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent as TypeDeclarationSyntax;

    private static ModelOptions ReadOptions(AttributeArguments arguments) => new(
        arguments.Text("Name"),
        arguments.Number("Samples", 1),
        arguments.Has("Heads") ? arguments.Number("Heads", 0) : null,
        arguments.Option("Weights", "Uniform"),
        arguments.Real("Beta"),
        arguments.Option("Gradient", "Reparameterised"),
        arguments.Real("Alpha"),
        arguments.Real("KlWeight"))
    {
        IsFiltering = arguments.Flag("Filtering"),
    };
}
