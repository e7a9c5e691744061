using System.Collections.Generic;
using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Networks;

/// <summary>The shapes along a network, up to the first layer that does not fit.</summary>
/// <param name="Shapes">What each layer gives; shorter than the network where one does not fit.</param>
/// <param name="Fault">Why the next one does not fit.</param>
internal sealed record ShapeWalk(IReadOnlyList<LayerShape> Shapes, LayerFault? Fault)
{
    /// <summary>From an input to the end.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="input">What it is given.</param>
    /// <param name="gives">The beginning of a sentence about the input, such as <c>X gives</c>.</param>
    public static ShapeWalk Along(IReadOnlyList<LayerDeclaration> layers, LayerShape input, string gives)
    {
        var shapes = new List<LayerShape>();
        var flow = new Flow(layers, 0, input, input, gives);
        for (var i = 0; i < layers.Count; i++)
        {
            flow = flow with { Position = i };
            var (output, fault) = LayerRules.Apply(flow);
            fault ??= TooLarge(flow, "weights", LayerRules.Weights(flow.Layer, flow.Shape)) ?? TooLarge(flow, "values", output!.Values);
            if (output is null || fault is not null)
                return new(shapes, fault);
            shapes.Add(output);
            flow = flow with { Shape = output, Whole = flow.Layer.Kind == LayerKind.Flatten ? flow.Whole : output };
        }

        return new(shapes, null);
    }

    private static LayerFault? TooLarge(Flow flow, string what, Size count)
    {
        if (count.AtLeast <= int.MaxValue)
            return null;
        var number = (count.IsKnown ? "" : "at least ") + LayerText.Of(count.AtLeast);
        return new(
            flow.Position,
            $"{flow.Name} has {number} {what}, more than the {int.MaxValue.Invariant()} that a layer can have",
            "write smaller numbers",
            IsTooLarge: true);
    }
}
