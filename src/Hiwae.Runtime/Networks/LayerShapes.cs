using Hiwae.Shapes;

namespace Hiwae.Networks;

/// <summary>
/// The shapes inside a network, without batch and samples: one dimension for a vector, [channels, height, width] for an
/// image. The rules are those by which declared networks are checked when a project is compiled.
/// </summary>
public static class LayerShapes
{
    /// <summary>Whether a network joins its parents as images, along the channels, rather than as vectors.</summary>
    public static bool TakesImages(ImmutableArray<Layer> layers) => NetworkShapes.TakesImages(layers.Select(layer => layer.Form));

    /// <summary>The shape that the parents have together, and then the one that each layer gives.</summary>
    /// <param name="network">The network's name, for messages.</param>
    /// <param name="inputs">The parents.</param>
    /// <param name="layers">The layers, in order.</param>
    /// <returns>One shape more than there are layers.</returns>
    /// <exception cref="ArgumentException">A layer does not fit its input, or a number of it is out of range.</exception>
    public static ImmutableArray<ImmutableArray<int>> Infer(
        string network, ReadOnlySpan<Input> inputs, ImmutableArray<Layer> layers)
    {
        if (layers.IsDefault)
            throw new ArgumentException($"{network} has no list of layers; use [] for none.", nameof(layers));
        LayerForm[] forms = [.. layers.Select(layer => layer.Form)];
        for (var i = 0; i < layers.Length; i++)
        {
            if (OutOfRange(layers[i], i) is { } fault)
                throw Exception(network, fault);
        }

        var walk = NetworkShapes.Infer(network, forms, Parents(network, [.. inputs]));
        return walk.Fault is null
            ? [.. walk.Shapes.Prepend(walk.Input!).Select(shape => shape.ToInts().ToImmutableArray())]
            : throw Exception(network, walk.Fault);
    }

    /// <summary>The number of values; not exact where it is above the largest 32-bit integer.</summary>
    internal static long Size(ImmutableArray<int> shape) =>
        shape.Aggregate(1L, (size, n) => size > int.MaxValue ? size : size * n);

    /// <summary>The parents under the names that messages give them.</summary>
    private static NetworkParent[] Parents(string network, Input[] inputs) => inputs.Any(input => input.Shape.IsDefault)
        ? throw new ArgumentException($"{network} has an input without a shape; make it with new Input(size) or new Input(shape).")
        : [.. inputs.Select((input, i) => new NetworkParent(FormattableString.Invariant($"parent {i}"), input.Shape))];

    private static ArgumentException Exception(string network, LayerFault fault) =>
        new(fault.Layer == LayerFault.Input ? $"{fault}." : $"In {network}, {fault}.");

    /// <summary>The first number or option that no layer of the kind can have, whatever comes to it; null where there is none.</summary>
    private static LayerFault? OutOfRange(Layer layer, int position)
    {
        var (_, number) = LayerNumbers.OutOfRange(layer.Form, position).FirstOrDefault();
        return number ?? layer.Choices.Where(choice => !Enum.IsDefined(choice.Value.GetType(), choice.Value)).Select(choice => new LayerFault(
            position,
            $"{choice.Name} of {ShapeText.Of(layer.Form)} is {choice.Value}, which is no member of {choice.Value.GetType().Name}",
            $"write {string.Join(" or ", Enum.GetNames(choice.Value.GetType()))}")).FirstOrDefault();
    }
}

/// <summary>Layers and shapes as they are written in a declaration.</summary>
public static class LayerText
{
    /// <summary>A layer without its activation and options, such as <c>Conv(32, Kernel = 3, Stride = 2)</c>.</summary>
    public static string Of(Layer layer) => ShapeText.Of(layer.Form);

    /// <summary>A shape, such as <c>32×7×7 = 1568</c> or <c>100</c>.</summary>
    public static string Of(ImmutableArray<int> shape) => ShapeText.Product(LayerShape.Of(shape));
}
