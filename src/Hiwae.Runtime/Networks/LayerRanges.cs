namespace Hiwae.Networks;

/// <summary>Which numbers of a layer are possible, whatever comes to it.</summary>
internal static class LayerRanges
{
    /// <summary>What is out of range; null where nothing is.</summary>
    public static string? Fault(Layer layer) => layer.Match(
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
