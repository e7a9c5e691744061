using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Analyzers;

/// <summary>Follows the path of a finding to the syntax that it is about; where the last step fails, to what is around it.</summary>
internal sealed class ModelLocator(
    INamedTypeSymbol type, TypeDeclarationSyntax part, AttributeData model, CancellationToken cancellation)
{
    private readonly IReadOnlyList<IParameterSymbol> variables = DeclaredVariables.Of(type);

    public Location Locate(DeclarationPath path) => Find(path) ?? part.Identifier.GetLocation();

    private Location? Find(DeclarationPath path) => path.Part switch
    {
        Part.Member => type.GetMembers(path.Name).FirstOrDefault(RecordParser.IsUsersOwn)?.Locations.FirstOrDefault(),
        Part.ModelArgument => Named(Syntax(model), path.Name)?.GetLocation(),
        Part.Variable => Variable(path),
        Part.VariableType => Parameter(path)?.Type?.GetLocation() ?? Variable(path),
        Part.Shape => Inside(Attribute(path, "ShapeAttribute"), path) ?? Variable(path),
        Part.PerSample => Attribute(path, "PerSampleAttribute")?.GetLocation() ?? Variable(path),
        Part.Given => Attribute(path, "GivenAttribute")?.GetLocation() ?? Variable(path),
        Part.Observed => Attribute(path, "ObservedAttribute")?.GetLocation() ?? Variable(path),
        Part.Repeat => Attribute(path, "RepeatAttribute")?.GetLocation() ?? Variable(path),
        Part.Enumerated => Attribute(path, "EnumeratedAttribute")?.GetLocation() ?? Variable(path),
        Part.Column => Inside(Attribute(path, "ColumnAttribute"), path) ?? Variable(path),
        Part.Mask or Part.MaskVariable => Inside(Attribute(path, "MaskAttribute"), path) ?? Variable(path),
        Part.Factor or Part.TypeArgument or Part.Parent or Part.FactorArgument => Inside(Factor(path), path) ?? Variable(path),
        _ => null,
    };

    /// <summary>The part of an attribute that a path names, or the whole of it.</summary>
    private static Location? Inside(AttributeSyntax? attribute, DeclarationPath path)
    {
        if (attribute is null)
            return null;
        SyntaxNode? inner = path.Part switch
        {
            Part.TypeArgument => attribute.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments.FirstOrDefault(),
            Part.Shape or Part.Parent or Part.Column => Items.Of(attribute).ElementAtOrDefault(path.Index),
            Part.MaskVariable => attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression,
            Part.FactorArgument when Named(attribute, path.Name) is { } argument =>
                path.Index < 0 ? argument : Items.Of(argument).ElementAtOrDefault(path.Index) ?? argument,
            _ => null,
        };
        return (inner ?? attribute).GetLocation();
    }

    private static ExpressionSyntax? Named(AttributeSyntax? attribute, string name) => attribute?.ArgumentList?.Arguments
        .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;

    private Location? Variable(DeclarationPath path) => variables[path.Variable].Locations.FirstOrDefault();

    private ParameterSyntax? Parameter(DeclarationPath path) =>
        variables[path.Variable].DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as ParameterSyntax;

    private AttributeSyntax? Attribute(DeclarationPath path, string name) =>
        Syntax(variables[path.Variable].GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.IsHiwae(name)));

    private AttributeSyntax? Factor(DeclarationPath path) => Syntax(path.Factor == DeclarationPath.Feature
        ? DeclaredVariables.Features(variables[path.Variable]).FirstOrDefault()
        : DeclaredVariables.Factors(variables[path.Variable]).ElementAtOrDefault(path.Factor));

    private AttributeSyntax? Syntax(AttributeData? attribute) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
}

/// <summary>The items of a list in an attribute, however it is written.</summary>
internal static class Items
{
    /// <summary>The items of a <c>params</c> argument: the arguments themselves, or those of the one collection.</summary>
    public static IReadOnlyList<ExpressionSyntax> Of(AttributeSyntax attribute)
    {
        ExpressionSyntax[] positional =
            [.. attribute.ArgumentList?.Arguments.Where(argument => argument.NameEquals is null).Select(argument => argument.Expression) ?? []];
        return positional.Length == 1 && Of(positional[0]) is { Count: > 0 } items ? items : positional;
    }

    /// <summary>The items of a collection; none where the expression is something else.</summary>
    public static IReadOnlyList<ExpressionSyntax> Of(ExpressionSyntax expression) => expression switch
    {
        CollectionExpressionSyntax collection when collection.Elements.All(element => element is ExpressionElementSyntax) =>
            [.. collection.Elements.Cast<ExpressionElementSyntax>().Select(element => element.Expression)],
        ArrayCreationExpressionSyntax { Initializer.Expressions: var items } => [.. items],
        ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items } => [.. items],
        _ => [],
    };
}
