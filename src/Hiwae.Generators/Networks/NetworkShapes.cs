using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Networks;

/// <summary>The shape arithmetic of declared networks.</summary>
internal static class NetworkShapes
{
    /// <summary>Whether its parents are images, joined along their channels, rather than vectors.</summary>
    public static bool TakesImages(NetworkDeclaration network) => TakesImages(network.Layers);

    /// <summary>Whether it gives an image rather than a vector.</summary>
    public static bool EndsInImage(IReadOnlyList<LayerDeclaration> layers) => layers.LastOrDefault(layer => !layer.KeepsShape) switch
    {
        null => false,
        { Kind: LayerKind.Dense or LayerKind.Flatten } => false,
        _ => true,
    };

    /// <summary>What a network that has no fault of its own makes of its parents.</summary>
    public static ShapeResult Infer(NetworkDeclaration network, IReadOnlyList<NetworkParent> parents)
    {
        var (input, fault) = InputShape.Of(network, parents);
        if (input is null)
            return new([], fault);
        var walk = ShapeWalk.Along(network.Layers, input, InputShape.Gives(parents));
        return walk.Fault is null ? new((walk.Shapes.LastOrDefault() ?? input).ToInts(), null) : new([], walk.Fault.ToString());
    }

    /// <summary>What is known of its shapes whatever its parents are.</summary>
    public static ShapeWalk Alone(NetworkDeclaration network) =>
        ShapeWalk.Along(network.Layers, TakesImages(network) ? LayerShape.AnyImage : LayerShape.AnyVector, "its parents are joined to");

    private static bool TakesImages(IReadOnlyList<LayerDeclaration> layers) =>
        layers.FirstOrDefault(layer => !layer.KeepsShape) is { Kind: LayerKind.Conv or LayerKind.Upsample or LayerKind.Crop };
}
