using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Hiwae.Shapes;

/// <summary>Layers and shapes as a user reads them, the same under every culture.</summary>
internal static class ShapeText
{
    /// <summary>The layer with the numbers that determine its shape, such as <c>Conv(32, Kernel = 3, Stride = 2)</c>.</summary>
    public static string Of(LayerForm layer) => Of(layer.Kind, Arguments(layer));

    /// <summary>A layer with arguments, such as <c>Upsample(2, Mode = Nearest)</c>.</summary>
    public static string Of(LayerKind kind, IEnumerable<string> arguments) =>
        string.Join(", ", arguments) is { Length: > 0 } all ? $"{kind}({all})" : kind.ToString();

    /// <summary>Such as <c>32×4×4</c>; what is not known is a question mark.</summary>
    public static string Of(LayerShape shape) => string.Join("×", shape.Sizes.Select(Of));

    /// <summary>Such as <c>1×28×28</c>.</summary>
    public static string Of(IEnumerable<int> shape) => string.Join("×", shape.Select(size => Of(size)));

    /// <summary>Such as <c>32×4×4 = 512</c>, or <c>100</c>.</summary>
    public static string Product(LayerShape shape) => shape.Sizes.Count > 1 ? $"{Of(shape)} = {Of(shape.Values)}" : Of(shape);

    /// <summary>As the arguments of a shape attribute, such as <c>1, 28, 28</c>.</summary>
    public static string Code(IEnumerable<int> shape) => string.Join(", ", shape.Select(size => Of(size)));

    /// <summary>A whole number in full.</summary>
    public static string Of(double number) => number.ToString("F0", CultureInfo.InvariantCulture);

    /// <summary>The numbers that determine the layer's shape, as arguments of its attribute.</summary>
    public static IEnumerable<string> Arguments(LayerForm layer)
    {
        if (layer.Kind == LayerKind.Dropout)
            return [layer.Probability.ToString("R", CultureInfo.InvariantCulture)];
        if (layer.Kind != LayerKind.Conv)
            return layer.Numbers.Select(number => Of(number));
        var arguments = new List<string> { Of(layer.Numbers[0]), $"Kernel = {Of(layer.Numbers[1])}" };
        if (layer.Numbers[2] != 1)
            arguments.Add($"Stride = {Of(layer.Numbers[2])}");
        if (layer.Numbers[3] != 0)
            arguments.Add($"Padding = {Of(layer.Numbers[3])}");
        return arguments;
    }

    private static string Of(Size size) => size.IsKnown ? Of(size.AtLeast) : "?";
}
