using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Hiwae.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Analyzers;

/// <summary>Follows the path of a finding about a declared network to the syntax; where the last step fails, to what is around it.</summary>
internal sealed class NetworkLocator(INamedTypeSymbol type, CancellationToken cancellation)
{
    private readonly TypeDeclarationSyntax? part = NetworkParser.PartOf(type, cancellation);

    public Location Locate(DeclarationPath path) =>
        Find(path) ?? part?.Identifier.GetLocation() ?? type.Locations.FirstOrDefault() ?? Location.None;

    private Location? Find(DeclarationPath path) => path.Part switch
    {
        Part.Member => type.GetMembers(path.Name).FirstOrDefault(RecordParser.IsUsersOwn)?.Locations.FirstOrDefault(),
        Part.NetworkArgument => Argument(Syntax(NetworkParser.NetworkAttributeOf(type)), path.Name, -1)?.GetLocation(),
        Part.Layer => Layer(path)?.GetLocation(),
        Part.LayerArgument => (Argument(Layer(path), path.Name, Position(path)) ?? (SyntaxNode?)Layer(path))?.GetLocation(),
        Part.StrayLayer => Syntax(DeclaredLayers.All(type).FirstOrDefault(IsStray))?.GetLocation(),
        _ => null,
    };

    /// <summary>An argument of an attribute: a property by its name, a parameter by name or position.</summary>
    private static ExpressionSyntax? Argument(AttributeSyntax? attribute, string name, int position)
    {
        var arguments = attribute?.ArgumentList?.Arguments.ToList() ?? [];
        var named = arguments.FirstOrDefault(argument =>
            argument.NameEquals?.Name.Identifier.ValueText == name || argument.NameColon?.Name.Identifier.ValueText == name);
        return (named ?? arguments.Where((argument, i) => i == position && argument is { NameEquals: null, NameColon: null }).FirstOrDefault())?.Expression;
    }

    private AttributeSyntax? Layer(DeclarationPath path) => Syntax(Attribute(path));

    private AttributeData? Attribute(DeclarationPath path) => DeclaredLayers.Of(type, part, cancellation).ElementAtOrDefault(path.Index);

    /// <summary>The position of a parameter in the attribute's constructor.</summary>
    private int Position(DeclarationPath path) =>
        Attribute(path) is { } layer && DeclaredLayers.KindOf(layer) is { } kind ? LayerNumbers.Names(kind).ToList().IndexOf(path.Name) : -1;

    private bool IsStray(AttributeData layer) => part is null || DeclarationParser.PartOf(layer, cancellation) != part;

    private AttributeSyntax? Syntax(AttributeData? attribute) =>
        attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
}
