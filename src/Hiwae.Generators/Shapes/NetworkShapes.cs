using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Shapes;

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

/// <summary>What a network is given: its parents, joined.</summary>
internal static class InputShape
{
    public static (LayerShape? Shape, string? Fault) Of(NetworkDeclaration network, IReadOnlyList<NetworkParent> parents)
    {
        if (parents.Count == 0)
            return (null, $"{network.Record.Name} has nothing to be computed from; write the names of its parents");
        var (shape, fault) = NetworkShapes.TakesImages(network) ? Images(network, parents) : (Vector(parents), null);
        return shape is { Values.AtLeast: > int.MaxValue }
            ? (null, $"{Gives(parents)} {LayerText.Of(shape.Values.AtLeast)} values, more than {int.MaxValue.Invariant()}; write smaller shapes")
            : (shape, fault);
    }

    /// <summary>The beginning of a sentence about them: <c>X, Y and Z give</c>.</summary>
    public static string Gives(IReadOnlyList<NetworkParent> parents)
    {
        string[] names = [.. parents.Select(parent => parent.Name)];
        return names.Length == 1
            ? $"{names[0]} gives"
            : $"{string.Join(", ", names.Take(names.Length - 1))} and {names.Last()} give";
    }

    private static LayerShape Vector(IReadOnlyList<NetworkParent> parents) => LayerShape.Vector(
        parents.Select(parent => new LayerShape(Sizes(parent)).Values).Aggregate((sum, size) => sum + size));

    private static (LayerShape? Shape, string? Fault) Images(NetworkDeclaration network, IReadOnlyList<NetworkParent> parents)
    {
        var first = network.Layers.First(layer => !layer.KeepsShape);
        var (name, layer) = (network.Record.Name, LayerText.Of(first));
        if (parents.FirstOrDefault(parent => parent.Shape.Count != 3) is { } flat)
        {
            return (null, $"{name} begins with {layer}, which needs an image of channels × height × width, "
                + $"but the shape of {flat.Name} is {LayerText.Of(flat.Shape)}; "
                + $"write [Shape(channels, height, width)] on {flat.Name}, or Unflatten before {first.Kind}");
        }

        var images = parents.Select(parent => new LayerShape(Sizes(parent))).ToArray();
        for (var i = 1; i < images.Length; i++)
        {
            if (images[i].Height != images[0].Height || images[i].Width != images[0].Width)
            {
                return (null, $"{name} joins its parents along their channels, but {parents[0].Name} is {LayerText.Of(parents[0].Shape)} and "
                    + $"{parents[i].Name} is {LayerText.Of(parents[i].Shape)}; write parents of one height and width");
            }
        }

        return (LayerShape.Image(images.Select(image => image.Channels).Aggregate((sum, size) => sum + size), images[0].Height, images[0].Width), null);
    }

    private static EquatableArray<Size> Sizes(NetworkParent parent) => new([.. parent.Shape.Select(Size.Of)]);
}

/// <summary>A variable that a network is computed from.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Shape">Without batch and samples.</param>
internal sealed record NetworkParent(string Name, EquatableArray<int> Shape);

/// <summary>What a network makes of given parents.</summary>
/// <param name="Output">The shape that it gives, one size of a vector or three of an image; empty where it does not fit.</param>
/// <param name="Fault">Why it does not fit: a sentence with the arithmetic and what to write instead, without a full stop.</param>
internal sealed record ShapeResult(EquatableArray<int> Output, string? Fault);
