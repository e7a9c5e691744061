using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

/// <summary>The names of the language, and how its types are recognised.</summary>
internal static class KnownNames
{
    public const string ModelAttribute = "Hiwae.ModelAttribute";

    public const string NetworkAttribute = "Hiwae.NetworkAttribute";

    /// <summary>The member that every network is given.</summary>
    public const string NetworkMember = "Layers";

    /// <summary>How every generated file ends; members declared in one are not the user's own.</summary>
    public const string GeneratedSuffix = ".hiwae.g.cs";

    /// <summary>The members that every model is given.</summary>
    public static readonly string[] Members = ["Description", "Variables", "CreateNetwork", "Network"];

    /// <summary>Whether a type is the one of that name in the language's own namespace.</summary>
    public static bool IsHiwae(this INamedTypeSymbol? type, string name, int arity = 0) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Hiwae", ContainingNamespace.IsGlobalNamespace: true } }
        && type.Arity == arity && type.Name == name;

    /// <summary>Whether a type is the tensor engine's tensor.</summary>
    public static bool IsTensor(this ITypeSymbol type) => type is INamedTypeSymbol
    {
        Name: "Tensor",
        Arity: 0,
        NullableAnnotation: not NullableAnnotation.Annotated,
        ContainingType:
        {
            Name: "torch",
            ContainingType: null,
            ContainingNamespace: { Name: "TorchSharp", ContainingNamespace.IsGlobalNamespace: true },
        },
    };
}
