using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Analyzers;

/// <summary>Follows the path of a finding to the syntax that it is about; where the last step fails, to what is around it.</summary>
internal sealed class SiteLocator(
    INamedTypeSymbol type, TypeDeclarationSyntax part, AttributeData model, CancellationToken cancellation)
{
    private readonly IReadOnlyList<IParameterSymbol> variables = DeclaredVariables.Of(type);

    public Location Locate(Site site) => Find(site) ?? part.Identifier.GetLocation();

    private Location? Find(Site site) => site.Part switch
    {
        Part.Member => type.GetMembers(site.Name).FirstOrDefault(RecordParser.IsUsersOwn)?.Locations.FirstOrDefault(),
        Part.ModelArgument => Named(Syntax(model), site.Name)?.GetLocation(),
        Part.Variable => Variable(site),
        Part.VariableType => Parameter(site)?.Type?.GetLocation() ?? Variable(site),
        Part.Shape => Inside(Attribute(site, "ShapeAttribute"), site) ?? Variable(site),
        Part.PerSample => Attribute(site, "PerSampleAttribute")?.GetLocation() ?? Variable(site),
        Part.Given => Attribute(site, "GivenAttribute")?.GetLocation() ?? Variable(site),
        Part.Mask or Part.MaskVariable => Inside(Attribute(site, "MaskAttribute"), site) ?? Variable(site),
        Part.Factor or Part.TypeArgument or Part.Parent or Part.FactorArgument => Inside(Factor(site), site) ?? Variable(site),
        _ => null,
    };

    /// <summary>The part of an attribute that a site names, or the whole of it.</summary>
    private static Location? Inside(AttributeSyntax? attribute, Site site)
    {
        if (attribute is null)
            return null;
        SyntaxNode? inner = site.Part switch
        {
            Part.TypeArgument => attribute.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault()?.Arguments.FirstOrDefault(),
            Part.Shape or Part.Parent => Items.Of(attribute).ElementAtOrDefault(site.Index),
            Part.MaskVariable => attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression,
            Part.FactorArgument when Named(attribute, site.Name) is { } argument =>
                site.Index < 0 ? argument : Items.Of(argument).ElementAtOrDefault(site.Index) ?? argument,
            _ => null,
        };
        return (inner ?? attribute).GetLocation();
    }

    private static ExpressionSyntax? Named(AttributeSyntax? attribute, string name) => attribute?.ArgumentList?.Arguments
        .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;

    private Location? Variable(Site site) => variables[site.Variable].Locations.FirstOrDefault();

    private ParameterSyntax? Parameter(Site site) =>
        variables[site.Variable].DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as ParameterSyntax;

    private AttributeSyntax? Attribute(Site site, string name) =>
        Syntax(variables[site.Variable].GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.IsHiwae(name)));

    private AttributeSyntax? Factor(Site site) => Syntax(site.Factor == Site.Feature
        ? DeclaredVariables.Features(variables[site.Variable]).FirstOrDefault()
        : DeclaredVariables.Factors(variables[site.Variable]).ElementAtOrDefault(site.Factor));

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
