using System.Collections.Generic;
using System.Globalization;
using static System.FormattableString;

namespace Hiwae.Shapes;

/// <summary>The kinds of layer; the attribute of each is named after it.</summary>
internal enum LayerKind
{
    Dense,
    Conv,
    Upsample,
    Flatten,
    Unflatten,
    Crop,
    Dropout,
    LayerNorm,
    BatchNorm,
}

/// <summary>As much of a layer as determines its shape and whether it is possible.</summary>
/// <param name="Kind">Which layer.</param>
/// <param name="Numbers">The constructor's, then kernel, stride and padding of a convolution.</param>
/// <param name="Probability">Of dropout, else 0.</param>
/// <param name="Residual">Whether it is a residual block.</param>
internal sealed record LayerForm(LayerKind Kind, IReadOnlyList<int> Numbers, double Probability = 0, bool Residual = false)
{
    /// <summary>Whether it is a map with weights.</summary>
    public bool IsWeighted => Kind is LayerKind.Dense or LayerKind.Conv;

    /// <summary>Whether it takes any shape and gives the same.</summary>
    public bool KeepsShape => Kind is LayerKind.Dropout or LayerKind.LayerNorm or LayerKind.BatchNorm;
}

/// <summary>What the numbers of each layer are called in its attribute, and which are possible.</summary>
internal static class LayerNumbers
{
    private const string Padding = "Padding";

    /// <summary>Parameters of the attribute's constructor, then properties, in the order of the layer's numbers.</summary>
    public static IReadOnlyList<string> Names(LayerKind kind) => kind switch
    {
        LayerKind.Dense => ["outputs"],
        LayerKind.Conv => ["channels", "Kernel", "Stride", Padding],
        LayerKind.Upsample => ["factor"],
        LayerKind.Unflatten => ["channels", "height", "width"],
        LayerKind.Crop => ["height", "width"],
        LayerKind.Dropout => ["probability"],
        _ => [],
    };

    /// <summary>The numbers that are out of range: the name, and what is wrong with it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="position">Its position in the network.</param>
    public static IEnumerable<(string Name, LayerFault Fault)> OutOfRange(LayerForm layer, int position)
    {
        (string, LayerFault) Fault(string name, string value, string limit) =>
            (name, new(position, $"{name} of {ShapeText.Of(layer)} is {value}", $"write {limit}"));

        var names = Names(layer.Kind);
        for (var i = 0; i < layer.Numbers.Count; i++)
        {
            var least = names[i] == Padding ? 0 : 1;
            if (layer.Numbers[i] < least)
                yield return Fault(names[i], Invariant($"{layer.Numbers[i]}"), Invariant($"at least {least}"));
        }

        if (layer.Probability is not (>= 0 and < 1) and var probability)
            yield return Fault(names[0], probability.ToString("R", CultureInfo.InvariantCulture), "at least 0 and less than 1");
    }
}
