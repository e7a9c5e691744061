using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Shapes;

/// <summary>Layers and shapes as a user reads them.</summary>
internal static class LayerText
{
    /// <summary>The layer with the numbers that determine its shape, such as <c>Conv(32, Kernel = 3, Stride = 2)</c>.</summary>
    public static string Of(LayerDeclaration layer) => WithArguments(layer, Arguments(layer));

    /// <summary>The layer with everything that it does.</summary>
    public static string Full(LayerDeclaration layer) => WithArguments(layer, Arguments(layer).Concat(Options(layer)));

    /// <summary>Such as <c>32×4×4</c>; what is not known is a question mark.</summary>
    public static string Of(LayerShape shape) => string.Join("×", shape.Sizes.Select(Of));

    /// <summary>Such as <c>32×4×4 = 512</c>, or <c>100</c>.</summary>
    public static string Product(LayerShape shape) => shape.IsImage ? $"{Of(shape)} = {Of(shape.Values)}" : Of(shape);

    /// <summary>Such as <c>1×28×28</c>.</summary>
    public static string Of(EquatableArray<int> shape) => string.Join("×", shape.Select(size => size.Invariant()));

    /// <summary>A whole number in full.</summary>
    public static string Of(double number) => number.ToString("F0", CultureInfo.InvariantCulture);

    private static string Of(Size size) => size.IsKnown ? Of(size.AtLeast) : "?";

    private static string WithArguments(LayerDeclaration layer, IEnumerable<string> arguments)
    {
        string[] all = [.. arguments];
        return all.Length == 0 ? layer.Kind.ToString() : $"{layer.Kind}({string.Join(", ", all)})";
    }

    private static IEnumerable<string> Arguments(LayerDeclaration layer)
    {
        if (layer.Kind == LayerKind.Dropout)
            return [layer.Probability.Invariant()];
        if (layer.Kind != LayerKind.Conv)
            return layer.Numbers.Select(number => number.Invariant());
        var arguments = new List<string> { layer.Numbers[0].Invariant(), $"Kernel = {layer.Numbers[1].Invariant()}" };
        if (layer.Numbers[2] != 1)
            arguments.Add($"Stride = {layer.Numbers[2].Invariant()}");
        if (layer.Numbers[3] != 0)
            arguments.Add($"Padding = {layer.Numbers[3].Invariant()}");
        return arguments;
    }

    private static IEnumerable<string> Options(LayerDeclaration layer)
    {
        if (layer.Kind == LayerKind.Upsample)
            yield return $"Mode = {layer.Mode.Name}";
        if (layer.Activation.Name != "Identity")
            yield return $"Activation = {layer.Activation.Name}";
        if (layer.WeightNorm)
            yield return nameof(layer.WeightNorm);
        if (layer.Residual)
            yield return layer.Inner is null ? nameof(layer.Residual) : $"{nameof(layer.Residual)} (inside: {layer.Inner.Name})";
        if (layer.Conditioned)
            yield return nameof(layer.Conditioned);
    }
}
