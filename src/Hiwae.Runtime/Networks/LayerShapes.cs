namespace Hiwae.Networks;

/// <summary>
/// The shapes inside a network, without batch and samples: one dimension for a vector, [channels, height, width] for an
/// image. The rules are those by which declared networks are checked when a project is compiled.
/// </summary>
public static class LayerShapes
{
    /// <summary>Whether a network joins its parents as images, along the channels, rather than as vectors.</summary>
    public static bool TakesImages(ImmutableArray<Layer> layers) =>
        layers.FirstOrDefault(layer => !KeepsShape(layer)) is Layer.Conv or Layer.Upsample or Layer.Crop;

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
        var shapes = ImmutableArray.CreateBuilder<ImmutableArray<int>>(layers.Length + 1);
        shapes.Add(Joined(network, [.. inputs], TakesImages(layers)));
        for (var i = 0; i < layers.Length; i++)
        {
            if (LayerFaults.Of(layers, i, shapes) is { } fault)
                throw new ArgumentException($"{network}, layer {i}, {LayerText.Of(layers[i])}: {fault}");
            shapes.Add(Output(layers[i], shapes[i]));
        }

        return shapes.MoveToImmutable();
    }

    /// <summary>Whether a layer gives the shape that it is given.</summary>
    internal static bool KeepsShape(Layer layer) => layer is Layer.Dropout or Layer.LayerNorm or Layer.BatchNorm;

    /// <summary>The number of values; not exact where it is above the largest 32-bit integer.</summary>
    internal static long Size(ImmutableArray<int> shape) =>
        shape.Aggregate(1L, (size, n) => size > int.MaxValue ? size : size * n);

    /// <summary>⌊(n + 2 · padding − kernel) / stride⌋ + 1; not positive where the window does not fit.</summary>
    internal static long Windows(long extent, Layer.Conv layer)
    {
        var room = extent + (2L * layer.Padding) - layer.Kernel;
        return (long)Math.Floor((double)room / layer.Stride) + 1;
    }

    private static ImmutableArray<int> Joined(string network, ImmutableArray<Input> inputs, bool images)
    {
        if (inputs.IsEmpty)
            throw new ArgumentException($"{network} has no input; it needs at least one.");
        if (inputs.Any(input => input.Shape.IsDefault))
            throw new ArgumentException($"{network} has an input without a shape; make it with new Input(size) or new Input(shape).");
        if (!images)
            return [Checked(network, inputs.Sum(input => (long)input.Size))];
        foreach (var input in inputs)
        {
            if (input.Shape.Length != 3)
                throw new ArgumentException(
                    $"{network} takes images, but an input has shape [{string.Join(", ", input.Shape)}]; give it one of [channels, height, width], or start with Unflatten.");
            if (input.Shape[1] != inputs[0].Shape[1] || input.Shape[2] != inputs[0].Shape[2])
                throw new ArgumentException(
                    $"{network} joins images along the channels, but one is {LayerText.Of(inputs[0].Shape)} and another {LayerText.Of(input.Shape)}; height and width must be the same.");
        }

        Checked(network, inputs.Sum(input => (long)input.Size));
        return [inputs.Sum(input => input.Shape[0]), inputs[0].Shape[1], inputs[0].Shape[2]];
    }

    private static int Checked(string network, long size) => size <= int.MaxValue
        ? (int)size
        : throw new ArgumentException($"{network} has {size} input values; at most {int.MaxValue} are possible.");

    private static ImmutableArray<int> Output(Layer layer, ImmutableArray<int> input) => layer.Match(
        dense: l => [l.Outputs],
        conv: l => [l.Channels, (int)Windows(input[1], l), (int)Windows(input[2], l)],
        upsample: l => [input[0], input[1] * l.Factor, input[2] * l.Factor],
        flatten: _ => [(int)Size(input)],
        unflatten: l => [l.Channels, l.Height, l.Width],
        crop: l => [input[0], l.Height, l.Width],
        dropout: _ => input,
        layerNorm: _ => input,
        batchNorm: _ => input);
}
