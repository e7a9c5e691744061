using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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
    Activate,
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

    /// <summary>Whether the activation is the network's where the layer does not say another; of other layers it is none then.</summary>
    public static bool IsActivated(LayerKind kind) => kind is LayerKind.Dense or LayerKind.Conv or LayerKind.Activate;

    /// <summary>Whether it takes any shape and gives the same.</summary>
    public bool KeepsShape => Kind is LayerKind.Dropout or LayerKind.LayerNorm or LayerKind.BatchNorm or LayerKind.Activate;
}

/// <summary>The names of each layer's numbers in its attribute, and their ranges.</summary>
internal static class LayerNumbers
{
    private const string Padding = "Padding";

    private const string Probability = "probability";

    /// <summary>Parameters of the attribute's constructor, then its properties with their defaults, in the order of the layer's numbers.</summary>
    public static IReadOnlyList<(string Name, int? Default)> Of(LayerKind kind) => kind switch
    {
        LayerKind.Dense => [("outputs", null)],
        LayerKind.Conv => [("channels", null), ("Kernel", 3), ("Stride", 1), (Padding, 0)],
        LayerKind.Upsample => [("factor", null)],
        LayerKind.Unflatten => [("channels", null), ("height", null), ("width", null)],
        LayerKind.Crop => [("height", null), ("width", null)],
        _ => [],
    };

    /// <summary>The names of all parameters that have a range, of dropout its probability.</summary>
    public static IReadOnlyList<string> Names(LayerKind kind) => kind == LayerKind.Dropout ? [Probability] : [.. Of(kind).Select(number => number.Name)];

    /// <summary>The numbers that are out of range: the name, and what is wrong with it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="position">Its position in the network.</param>
    public static IEnumerable<(string Name, LayerFault Fault)> OutOfRange(LayerForm layer, int position)
    {
        (string, LayerFault) Fault(string name, string value, string limit) =>
            (name, new(position, $"{name} of {ShapeText.Of(layer)} is {value}", $"write {limit}"));

        var numbers = Of(layer.Kind);
        for (var i = 0; i < layer.Numbers.Count; i++)
        {
            var least = numbers[i].Name == Padding ? 0 : 1;
            if (layer.Numbers[i] < least)
                yield return Fault(numbers[i].Name, Invariant($"{layer.Numbers[i]}"), Invariant($"at least {least}"));
        }

        if (layer.Probability is not (>= 0 and < 1) and var probability)
            yield return Fault(Probability, probability.ToString("R", CultureInfo.InvariantCulture), "at least 0 and less than 1");
    }
}

/// <summary>The arithmetic of each layer: the shape that it gives, or why there is none.</summary>
internal static class LayerRules
{
    public static (LayerShape? Shape, LayerFault? Fault) Apply(Flow flow)
    {
        var fault = Misfit(flow);
        return fault is null ? (Output(flow.Layer, flow.Shape), null) : (null, fault);
    }

    /// <summary>The number of weights; for a residual block of all three maps.</summary>
    public static Size Weights(LayerForm layer, LayerShape input)
    {
        var outputs = Size.Of(layer.IsWeighted ? layer.Numbers[0] : 0);
        var window = Size.Of(layer.Kind == LayerKind.Conv ? layer.Numbers[1] : 1);
        var main = input.Channels * outputs * window * window;
        var inner = Size.Of(layer.Kind == LayerKind.Conv ? 9 : 1);
        return layer.Residual ? main + main + (outputs * outputs * inner) : main;
    }

    private static LayerShape Output(LayerForm layer, LayerShape input)
    {
        var numbers = layer.Numbers;
        return layer.Kind switch
        {
            LayerKind.Dense => LayerShape.Vector(Size.Of(numbers[0])),
            LayerKind.Conv => LayerShape.Image(Size.Of(numbers[0]), Convolved(input.Height, numbers), Convolved(input.Width, numbers)),
            LayerKind.Upsample => LayerShape.Image(input.Channels, input.Height * Size.Of(numbers[0]), input.Width * Size.Of(numbers[0])),
            LayerKind.Crop => LayerShape.Image(input.Channels, Size.Of(numbers[0]), Size.Of(numbers[1])),
            LayerKind.Flatten => LayerShape.Vector(input.Values),
            LayerKind.Unflatten => Image(layer),
            _ => input,
        };
    }

    private static LayerFault? Misfit(Flow flow) => (flow.Layer.Kind, flow.Shape.IsImage) switch
    {
        (LayerKind.Dense or LayerKind.Unflatten, true) =>
            flow.Fault($"{flow.Name} needs a vector, but {flow.Gives} {flow.What}", "write Flatten before it"),
        (LayerKind.Flatten, false) => flow.Fault($"Flatten needs an image, but {flow.Gives} {flow.What}", "remove Flatten"),
        (LayerKind.Conv or LayerKind.Upsample or LayerKind.Crop, false) => flow.Fault(
            $"{flow.Name} needs an image, but {flow.Gives} {flow.What}",
            flow.Before?.Kind == LayerKind.Flatten ? "remove Flatten before it" : "write Unflatten(channels, height, width) before it"),
        (LayerKind.Conv, _) => Window(flow, "height", flow.Shape.Height) ?? Window(flow, "width", flow.Shape.Width),
        (LayerKind.Crop, _) => Crop(flow),
        (LayerKind.Unflatten, _) => Unflatten(flow),
        _ => null,
    };

    private static LayerFault? Window(Flow flow, string what, Size size)
    {
        var numbers = flow.Layer.Numbers;
        var windows = Convolved(size, numbers);
        if (windows.AtLeast >= 1)
            return null;
        var sum = $"⌊({ShapeText.Of(size.AtLeast)} + 2 · {ShapeText.Of(numbers[3])} − {ShapeText.Of(numbers[1])}) / {ShapeText.Of(numbers[2])}⌋ + 1";
        return flow.Fault(
            $"{flow.Name} has no window in what {flow.Gives}, {ShapeText.Of(flow.Shape)}: its {what} would be {sum} = {ShapeText.Of(windows.AtLeast)}",
            $"write Kernel = {ShapeText.Of(size.AtLeast + (2.0 * numbers[3]))} or less, or more Padding");
    }

    private static LayerFault? Crop(Flow flow)
    {
        var (height, width) = (Size.Of(flow.Layer.Numbers[0]), Size.Of(flow.Layer.Numbers[1]));
        var (rows, columns) = (flow.Shape.Height, flow.Shape.Width);
        if (!Exceeds(height, rows) && !Exceeds(width, columns))
            return null;
        string Fitting(Size wanted, Size there) => ShapeText.Of(Exceeds(wanted, there) ? there.AtLeast : wanted.AtLeast);
        return flow.Fault(
            $"{flow.Name} keeps more than the {ShapeText.Of(LayerShape.Plane(rows, columns))} that {flow.Gives}",
            $"write Crop({Fitting(height, rows)}, {Fitting(width, columns)}) or less");
    }

    private static LayerFault? Unflatten(Flow flow)
    {
        var wanted = Image(flow.Layer);
        var there = flow.Shape.Values;
        if (!there.IsKnown || there == wanted.Values)
            return null;
        var dense = $"Dense({ShapeText.Of(wanted.Values.AtLeast)})";
        return flow.Fault(
            $"{flow.GivesValues} {ShapeText.Product(flow.Whole)} values, but {flow.Name} expects {ShapeText.Product(wanted)}",
            flow.Whole.IsImage
                ? $"write Unflatten({string.Join(", ", flow.Whole.ToInts())})"
                : flow.Before?.Kind == LayerKind.Dense ? $"write {dense}" : $"write {dense} before it");
    }

    private static bool Exceeds(Size wanted, Size there) => there.IsKnown && wanted.AtLeast > there.AtLeast;

    private static LayerShape Image(LayerForm layer) =>
        LayerShape.Image(Size.Of(layer.Numbers[0]), Size.Of(layer.Numbers[1]), Size.Of(layer.Numbers[2]));

    private static Size Convolved(Size size, IReadOnlyList<int> numbers) => size.Convolved(numbers[1], numbers[2], numbers[3]);
}
