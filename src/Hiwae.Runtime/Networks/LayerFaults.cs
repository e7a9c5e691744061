namespace Hiwae.Networks;

/// <summary>Why a layer does not fit what comes to it, with the arithmetic and the remedy; null where it does.</summary>
internal static class LayerFaults
{
    /// <summary>The fault of one layer.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="position">The layer.</param>
    /// <param name="shapes">What comes to each layer up to this one.</param>
    public static string? Of(ImmutableArray<Layer> layers, int position, IReadOnlyList<ImmutableArray<int>> shapes)
    {
        var layer = layers[position];
        var input = shapes[position];
        var gives = Source(layers, position, LayerShapes.KeepsShape) is var last and >= 0 ? LayerText.Of(layers[last]) : "the input";
        return LayerRanges.Fault(layer)
            ?? layer.Match(
                dense: _ => NotVector(input, gives),
                conv: l => NotImage(input, gives) ?? WindowFault(l, input),
                upsample: _ => NotImage(input, gives),
                flatten: _ => input.Length == 1 ? $"{gives} gives {input[0]} values, which are already a vector; leave Flatten out." : null,
                unflatten: l => NotVector(input, gives) ?? CountFault(l, layers, position, shapes),
                crop: l => NotImage(input, gives) ?? CropFault(l, input, gives),
                dropout: _ => null,
                layerNorm: _ => null,
                batchNorm: _ => null)
            ?? SizeFault("values", Values(layer, input))
            ?? SizeFault("weights", Weights(layer, input));
    }

    /// <summary>The last layer before a position that made the shape; −1 for the input.</summary>
    private static int Source(ImmutableArray<Layer> layers, int position, Func<Layer, bool> skipped)
    {
        while (--position >= 0 && skipped(layers[position]))
        {
        }

        return position;
    }

    private static string? NotVector(ImmutableArray<int> input, string gives) => input.Length == 1
        ? null
        : $"it takes a vector, but {gives} gives an image, {LayerText.Of(input)} values; put Flatten before it.";

    private static string? NotImage(ImmutableArray<int> input, string gives) => input.Length == 3
        ? null
        : $"it takes an image, but {gives} gives a vector of {input[0]} values; put Unflatten(channels, height, width) before it.";

    private static string? WindowFault(Layer.Conv layer, ImmutableArray<int> input)
    {
        var (extent, which) = input[1] <= input[2] ? (input[1], "height") : (input[2], "width");
        return LayerShapes.Windows(extent, layer) is var windows and < 1
            ? $"its {which} would be ⌊({extent} + 2 · {layer.Padding} − {layer.Kernel}) / {layer.Stride}⌋ + 1 = {windows}; use a smaller Kernel or more Padding."
            : null;
    }

    private static string? CountFault(
        Layer.Unflatten layer, ImmutableArray<Layer> layers, int position, IReadOnlyList<ImmutableArray<int>> shapes)
    {
        ImmutableArray<int> wanted = [layer.Channels, layer.Height, layer.Width];
        if (LayerShapes.Size(wanted) == shapes[position][0])
            return null;
        var source = Source(layers, position, l => LayerShapes.KeepsShape(l) || l is Layer.Flatten);
        var gives = source >= 0 ? LayerText.Of(layers[source]) : "the input";
        return $"{gives} gives {LayerText.Of(shapes[source + 1])} values, but it expects {LayerText.Of(wanted)}; change one of the two.";
    }

    private static string? CropFault(Layer.Crop layer, ImmutableArray<int> input, string gives) =>
        layer.Height <= input[1] && layer.Width <= input[2]
            ? null
            : $"{gives} gives {input[1]}×{input[2]} pixels, but it keeps {layer.Height}×{layer.Width}; keep at most as many as there are.";

    private static string? SizeFault(string what, double count) => count <= int.MaxValue
        ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it has {count:F0} {what}; at most {int.MaxValue} are possible: use smaller numbers.");

    private static double Values(Layer layer, ImmutableArray<int> input) => layer switch
    {
        Layer.Conv l => (double)l.Channels * LayerShapes.Windows(input[1], l) * LayerShapes.Windows(input[2], l),
        Layer.Upsample l => (double)LayerShapes.Size(input) * l.Factor * l.Factor,
        _ => 1,
    };

    /// <summary>Of a residual block those of all three maps.</summary>
    private static double Weights(Layer layer, ImmutableArray<int> input) => layer switch
    {
        Layer.Dense l => Maps(l.Outputs, (double)input[0] * l.Outputs, l.Residual, 1),
        Layer.Conv l => Maps(l.Channels, (double)input[0] * l.Channels * l.Kernel * l.Kernel, l.Residual, 9),
        _ => 0,
    };

    private static double Maps(int outputs, double main, bool residual, int window) =>
        residual ? main + main + ((double)outputs * outputs * window) : main;
}
