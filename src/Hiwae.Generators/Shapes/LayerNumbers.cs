using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Shapes;

/// <summary>What the numbers of each layer are called in its attribute, and how small they may be.</summary>
internal static class LayerNumbers
{
    /// <summary>The argument of dropout.</summary>
    public const string Probability = "probability";

    private const string Padding = "Padding";

    /// <summary>Parameters of the attribute's constructor, then properties, in the order of the layer's numbers.</summary>
    public static IReadOnlyList<string> Names(LayerKind kind) => kind switch
    {
        LayerKind.Dense => ["outputs"],
        LayerKind.Conv => ["channels", "Kernel", "Stride", Padding],
        LayerKind.Upsample => ["factor"],
        LayerKind.Unflatten => ["channels", "height", "width"],
        LayerKind.Crop => ["height", "width"],
        LayerKind.Dropout => [Probability],
        _ => [],
    };

    /// <summary>The numbers that are too small: name, value, and the least one.</summary>
    public static IEnumerable<(string Name, int Value, int Least)> TooSmall(LayerDeclaration layer) =>
        layer.Numbers
            .Zip(Names(layer.Kind), (value, name) => (name, value, least: name == Padding ? 0 : 1))
            .Where(number => number.value < number.least);
}
