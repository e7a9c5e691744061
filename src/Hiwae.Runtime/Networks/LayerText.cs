using System.Globalization;

namespace Hiwae.Networks;

/// <summary>Layers and shapes as they are written in a declaration.</summary>
public static class LayerText
{
    /// <summary>A layer without its activation and options, such as <c>Conv(32, Kernel = 3, Stride = 2)</c>.</summary>
    public static string Of(Layer layer) => layer.Match(
        dense: l => $"Dense({l.Outputs})",
        conv: l => $"Conv({l.Channels}, Kernel = {l.Kernel}{(l.Stride == 1 ? "" : $", Stride = {l.Stride}")}{(l.Padding == 0 ? "" : $", Padding = {l.Padding}")})",
        upsample: l => $"Upsample({l.Factor})",
        flatten: _ => "Flatten",
        unflatten: l => $"Unflatten({l.Channels}, {l.Height}, {l.Width})",
        crop: l => $"Crop({l.Height}, {l.Width})",
        dropout: l => string.Create(CultureInfo.InvariantCulture, $"Dropout({l.Probability})"),
        layerNorm: _ => "LayerNorm",
        batchNorm: _ => "BatchNorm");

    /// <summary>A shape, such as <c>32×7×7 = 1568</c> or <c>100</c>.</summary>
    public static string Of(ImmutableArray<int> shape) => shape.Length == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{shape[0]}")
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join('×', shape)} = {LayerShapes.Size(shape)}");
}
