namespace Hiwae.Networks;

/// <summary>
/// The shapes inside a network, without batch and samples: one dimension for a vector, [channels, height, width] for an
/// image. The rules are those by which declared networks are checked when a project is compiled.
/// </summary>
public static class LayerShapes
{
    /// <summary>Whether a network joins its parents as images, along the channels, rather than as vectors.</summary>
    public static bool TakesImages(ImmutableArray<Layer> layers) =>
        layers.FirstOrDefault(layer => layer is not (Layer.Dropout or Layer.LayerNorm or Layer.BatchNorm))
            is Layer.Conv or Layer.Upsample or Layer.Crop;

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
            var before = i == 0 ? "the input" : LayerText.Of(layers[i - 1]);
            if ((RangeFault(layers[i]) ?? Fault(layers[i], shapes[i], before)) is { } fault)
                throw new ArgumentException($"{network}, layer {i}, {LayerText.Of(layers[i])}: {fault}");
            shapes.Add(Output(layers[i], shapes[i]));
            if (Size(shapes[i + 1]) > int.MaxValue)
                throw new ArgumentException(
                    $"{network}, layer {i}, {LayerText.Of(layers[i])} gives {LayerText.Of(shapes[i + 1])} values; at most {int.MaxValue} are possible.");
        }

        return shapes.MoveToImmutable();
    }

    /// <summary>The number of values.</summary>
    internal static long Size(ImmutableArray<int> shape) =>
        shape.Aggregate(1L, (size, n) => size > int.MaxValue ? size : size * n);

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
        conv: l => [l.Channels, (int)Steps(input[1], l), (int)Steps(input[2], l)],
        upsample: l => Enlarged(input, l.Factor),
        flatten: _ => [(int)Size(input)],
        unflatten: l => [l.Channels, l.Height, l.Width],
        crop: l => [input[0], l.Height, l.Width],
        dropout: _ => input,
        layerNorm: _ => input,
        batchNorm: _ => input);

    private static ImmutableArray<int> Enlarged(ImmutableArray<int> input, int factor) =>
        [input[0], (int)Math.Min(int.MaxValue, (long)input[1] * factor), (int)Math.Min(int.MaxValue, (long)input[2] * factor)];

    /// <summary>⌊(n + 2 · padding − kernel) / stride⌋ + 1; not positive where the window does not fit.</summary>
    private static long Steps(int extent, Layer.Conv layer)
    {
        var room = extent + (2L * layer.Padding) - layer.Kernel;
        return Math.Min(int.MaxValue, room < 0 ? 0 : (room / layer.Stride) + 1);
    }

    private static string? Fault(Layer layer, ImmutableArray<int> input, string before) => layer.Match(
        dense: _ => NotVector(input, before),
        conv: l => NotImage(input, before) ?? WindowFault(l, input),
        upsample: _ => NotImage(input, before),
        flatten: _ => input.Length == 1 ? $"{before} gives {input[0]} values, which are already a vector; leave Flatten out." : null,
        unflatten: l => NotVector(input, before) ?? CountFault(l, input, before),
        crop: l => NotImage(input, before) ?? CropFault(l, input, before),
        dropout: _ => null,
        layerNorm: _ => null,
        batchNorm: _ => null);

    private static string? NotVector(ImmutableArray<int> input, string before) => input.Length == 1
        ? null
        : $"it takes a vector, but {before} gives an image, {LayerText.Of(input)} values; put Flatten before it.";

    private static string? NotImage(ImmutableArray<int> input, string before) => input.Length == 3
        ? null
        : $"it takes an image, but {before} gives a vector of {input[0]} values; put Unflatten(channels, height, width) before it.";

    private static string? WindowFault(Layer.Conv layer, ImmutableArray<int> input)
    {
        var (extent, which) = input[1] <= input[2] ? (input[1], "rows") : (input[2], "columns");
        return Steps(extent, layer) >= 1
            ? null
            : $"its window does not fit: {extent} {which} + 2 · {layer.Padding} − {layer.Kernel} is negative; use a smaller Kernel or more Padding.";
    }

    private static string? CountFault(Layer.Unflatten layer, ImmutableArray<int> input, string before)
    {
        ImmutableArray<int> wanted = [layer.Channels, layer.Height, layer.Width];
        return Size(wanted) == input[0]
            ? null
            : $"{before} gives {input[0]} values, but it expects {LayerText.Of(wanted)}; change one of the two.";
    }

    private static string? CropFault(Layer.Crop layer, ImmutableArray<int> input, string before) =>
        layer.Height <= input[1] && layer.Width <= input[2]
            ? null
            : $"{before} gives {input[1]}×{input[2]} pixels, but it keeps {layer.Height}×{layer.Width}; keep at most as many as there are.";

    private static string? RangeFault(Layer layer) => layer.Match(
        dense: l => Small("the number of outputs", l.Outputs, 1) ?? Undefined(l.Activation) ?? Undefined(l.Inner),
        conv: l => Small("the number of channels", l.Channels, 1) ?? Small("Kernel", l.Kernel, 1)
            ?? Small("Stride", l.Stride, 1) ?? Small("Padding", l.Padding, 0) ?? Undefined(l.Activation) ?? Undefined(l.Inner),
        upsample: l => Small("the factor", l.Factor, 1)
            ?? (Enum.IsDefined(l.Mode) ? null : $"Mode is {l.Mode}, which is not defined; use Nearest or Bilinear."),
        flatten: _ => null,
        unflatten: l => Small("the number of channels", l.Channels, 1) ?? Small("the height", l.Height, 1) ?? Small("the width", l.Width, 1),
        crop: l => Small("the height", l.Height, 1) ?? Small("the width", l.Width, 1),
        dropout: l => l.Probability is >= 0 and < 1 ? null : "its probability must be at least 0 and below 1.",
        layerNorm: l => Undefined(l.Activation),
        batchNorm: l => Undefined(l.Activation));

    private static string? Small(string what, int value, int least) =>
        value >= least ? null : $"{what} is {value}; it must be at least {least}.";

    private static string? Undefined(Activation? activation) => activation is { } value && !Enum.IsDefined(value)
        ? $"Activation is {value}, which is not defined; use one of {string.Join(", ", Enum.GetNames<Activation>())}."
        : null;
}
