using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Shapes;

/// <summary>A variable that a network is computed from.</summary>
/// <param name="Name">As a user knows it.</param>
/// <param name="Shape">Without batch and samples.</param>
internal sealed record NetworkParent(string Name, IReadOnlyList<int> Shape);

/// <summary>The shape arithmetic of networks.</summary>
internal static class NetworkShapes
{
    /// <summary>Whether its parents are images, joined along their channels, rather than vectors.</summary>
    public static bool TakesImages(IEnumerable<LayerForm> layers) =>
        layers.FirstOrDefault(layer => !layer.KeepsShape) is { Kind: LayerKind.Conv or LayerKind.Upsample or LayerKind.Crop };

    /// <summary>Whether it gives an image rather than a vector.</summary>
    public static bool EndsInImage(IEnumerable<LayerForm> layers) => layers.LastOrDefault(layer => !layer.KeepsShape) switch
    {
        null => false,
        { Kind: LayerKind.Dense or LayerKind.Flatten } => false,
        _ => true,
    };

    /// <summary>The shapes of a network whose numbers are in range, for given parents.</summary>
    /// <param name="network">The network's name, for messages.</param>
    /// <param name="layers">Its layers.</param>
    /// <param name="parents">What it is computed from.</param>
    public static ShapeWalk Infer(string network, IReadOnlyList<LayerForm> layers, IReadOnlyList<NetworkParent> parents)
    {
        var (input, fault) = InputShape.Of(network, layers, parents);
        return input is null ? new(null, [], fault) : ShapeWalk.Along(layers, input, InputShape.Gives(parents));
    }

    /// <summary>Its shapes as far as they do not depend on its parents.</summary>
    public static ShapeWalk Alone(IReadOnlyList<LayerForm> layers) =>
        ShapeWalk.Along(layers, TakesImages(layers) ? LayerShape.AnyImage : LayerShape.AnyVector, "its parents are joined to");
}

/// <summary>The input of a network: its parents, joined.</summary>
internal static class InputShape
{
    public static (LayerShape? Shape, LayerFault? Fault) Of(
        string network, IReadOnlyList<LayerForm> layers, IReadOnlyList<NetworkParent> parents)
    {
        if (parents.Count == 0)
            return Fault($"{network} has nothing to be computed from", "give it at least one parent");
        var (shape, fault) = NetworkShapes.TakesImages(layers) ? Images(network, layers, parents) : (Vector(parents), null);
        return shape is { Values.AtLeast: > int.MaxValue }
            ? Fault($"{Gives(parents)} {ShapeText.Of(shape.Values.AtLeast)} values, more than {ShapeText.Of(int.MaxValue)}", "write smaller shapes")
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
        parents.Select(parent => LayerShape.Of(parent.Shape).Values).Aggregate((sum, size) => sum + size));

    private static (LayerShape? Shape, LayerFault? Fault) Images(
        string network, IReadOnlyList<LayerForm> layers, IReadOnlyList<NetworkParent> parents)
    {
        var first = layers.First(layer => !layer.KeepsShape);
        if (parents.FirstOrDefault(parent => parent.Shape.Count != 3) is { } flat)
        {
            return Fault(
                $"{network} begins with {ShapeText.Of(first)}, which needs an image of channels × height × width, "
                    + $"but the shape of {flat.Name} is {ShapeText.Of(flat.Shape)}",
                $"give {flat.Name} the shape (channels, height, width), or write Unflatten before {first.Kind}");
        }

        var images = parents.Select(parent => LayerShape.Of(parent.Shape)).ToArray();
        for (var i = 1; i < images.Length; i++)
        {
            if (images[i].Height != images[0].Height || images[i].Width != images[0].Width)
            {
                return Fault(
                    $"{network} joins its parents along their channels, but {parents[0].Name} is {ShapeText.Of(images[0])} and "
                        + $"{parents[i].Name} is {ShapeText.Of(images[i])}",
                    "write parents of one height and width");
            }
        }

        return (LayerShape.Image(images.Select(image => image.Channels).Aggregate((sum, size) => sum + size), images[0].Height, images[0].Width), null);
    }

    private static (LayerShape? Shape, LayerFault? Fault) Fault(string text, string remedy) => (null, new(LayerFault.Input, text, remedy));
}
