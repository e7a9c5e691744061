using System;
using Hiwae.Generators.Declarations;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Parsing;

/// <summary>An attribute as a layer.</summary>
internal static class LayerParser
{
    /// <summary>No nonlinearity.</summary>
    public static readonly Option Identity = new("Identity", true, false);

    /// <summary>The layer; what a map does not say is as the network says.</summary>
    public static LayerDeclaration Parse(AttributeData attribute, AttributeReader reader, Option activation, bool weightNorm, bool residual)
    {
        var kind = DeclaredLayers.KindOf(attribute) ?? throw new ArgumentException("Not a layer.", nameof(attribute));
        var arguments = reader.Read(attribute);
        var isWeighted = kind is LayerKind.Dense or LayerKind.Conv;
        bool Option(string name, bool otherwise) => isWeighted && (arguments.Has(name) ? arguments.Flag(name) : otherwise);
        return new(
            kind,
            Numbers(kind, arguments),
            kind == LayerKind.Dropout ? arguments.Fraction(0) : 0,
            arguments.Has("Activation") ? arguments.Option("Activation", "") : isWeighted ? activation with { IsWritten = false } : Identity,
            arguments.Option("Mode", "Nearest"),
            Option("WeightNorm", weightNorm),
            Option("Residual", residual),
            Option("Conditioned", false));
    }

    private static EquatableArray<int> Numbers(LayerKind kind, AttributeArguments arguments) => kind switch
    {
        LayerKind.Dense or LayerKind.Upsample => [arguments.Number(0)],
        LayerKind.Conv => [arguments.Number(0), arguments.Number("Kernel", 3), arguments.Number("Stride", 1), arguments.Number("Padding", 0)],
        LayerKind.Unflatten => [arguments.Number(0), arguments.Number(1), arguments.Number(2)],
        LayerKind.Crop => [arguments.Number(0), arguments.Number(1)],
        _ => [],
    };
}
