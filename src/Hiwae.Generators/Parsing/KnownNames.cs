using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

/// <summary>The names of the language, and how its types are recognised.</summary>
internal static class KnownNames
{
    public const string ModelAttribute = "Hiwae.ModelAttribute";

    public const string NetworkAttribute = "Hiwae.NetworkAttribute";

    public const string FlowAttribute = "Hiwae.FlowAttribute";

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
