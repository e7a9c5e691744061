using System;
using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Shapes;

/// <summary>The shapes along a network, up to the first layer that does not fit.</summary>
/// <param name="Input">What the first layer is given; null where the parents cannot be joined.</param>
/// <param name="Shapes">What each layer gives; shorter than the network where one does not fit.</param>
/// <param name="Fault">Why the next one does not fit.</param>
internal sealed record ShapeWalk(LayerShape? Input, IReadOnlyList<LayerShape> Shapes, LayerFault? Fault)
{
    /// <summary>The output shape; null where something does not fit.</summary>
    public LayerShape? Output => Fault is null ? Shapes.LastOrDefault() ?? Input : null;

    /// <summary>From an input to the end.</summary>
    /// <param name="layers">The network.</param>
    /// <param name="input">What it is given.</param>
    /// <param name="gives">The beginning of a sentence about the input, such as <c>X gives</c>.</param>
    public static ShapeWalk Along(IReadOnlyList<LayerForm> layers, LayerShape input, string gives)
    {
        var shapes = new List<LayerShape>();
        var flow = new Flow(layers, 0, input, input, gives);
        for (var i = 0; i < layers.Count; i++)
        {
            flow = flow with { Position = i };
            var (output, fault) = LayerRules.Apply(flow);
            fault ??= TooLarge(flow, "weights", LayerRules.Weights(flow.Layer, flow.Shape)) ?? TooLarge(flow, "values", output!.Values);
            if (output is null || fault is not null)
                return new(input, shapes, fault);
            shapes.Add(output);
            flow = flow with { Shape = output, Whole = flow.Layer.Kind == LayerKind.Flatten ? flow.Whole : output };
        }

        return new(input, shapes, null);
    }

    private static LayerFault? TooLarge(Flow flow, string what, Size count)
    {
        if (count.AtLeast <= int.MaxValue)
            return null;
        var number = (count.IsKnown ? "" : "at least ") + ShapeText.Of(count.AtLeast);
        return new(
            flow.Position,
            $"{flow.Name} has {number} {what}, more than the {ShapeText.Of(int.MaxValue)} that a layer can have",
            "write smaller numbers",
            IsTooLarge: true);
    }
}

/// <summary>The input of a layer, and its origin.</summary>
/// <param name="Layers">The layers of the network.</param>
/// <param name="Position">The layer that it comes to.</param>
/// <param name="Shape">What comes.</param>
/// <param name="Whole">The same before it was flattened, if it was.</param>
/// <param name="Input">What the network's input is, as the beginning of a sentence: <c>X and Z give</c>.</param>
internal sealed record Flow(IReadOnlyList<LayerForm> Layers, int Position, LayerShape Shape, LayerShape Whole, string Input)
{
    public LayerForm Layer => Layers[Position];

    public string Name => ShapeText.Of(Layer);

    /// <summary>The layer that gave the shape its form; null for the input.</summary>
    public LayerForm? Before => Last(layer => !layer.KeepsShape);

    /// <summary>The beginning of a sentence about the form of what comes: <c>Flatten gives</c>.</summary>
    public string Gives => Sentence(Before);

    /// <summary>The beginning of a sentence about how many values come, which is not for Flatten to say.</summary>
    public string GivesValues => Sentence(Last(layer => !layer.KeepsShape && layer.Kind != LayerKind.Flatten));

    /// <summary>The input in words.</summary>
    public string What => (Shape.IsImage, Shape.IsKnown) switch
    {
        (true, true) => $"an image of {ShapeText.Of(Shape)}",
        (true, false) => "an image",
        (false, true) => $"a vector of {ShapeText.Of(Shape)}",
        (false, false) => "a vector",
    };

    public LayerFault Fault(string text, string remedy) => new(Position, text, remedy);

    private string Sentence(LayerForm? layer) => layer is null ? Input : $"{ShapeText.Of(layer)} gives";

    private LayerForm? Last(Func<LayerForm, bool> holds)
    {
        for (var i = Position - 1; i >= 0; i--)
        {
            if (holds(Layers[i]))
                return Layers[i];
        }

        return null;
    }
}

/// <summary>Why a layer does not fit what it is given.</summary>
/// <param name="Layer">The layer's position, or <see cref="Input"/>.</param>
/// <param name="Text">The fault with the arithmetic.</param>
/// <param name="Remedy">What to do, such as <c>write Flatten before it</c>.</param>
/// <param name="IsTooLarge">Whether it is a number beyond what a tensor can have, rather than a shape that does not fit.</param>
internal sealed record LayerFault(int Layer, string Text, string Remedy, bool IsTooLarge = false)
{
    /// <summary>In the place of a layer's position: what the network is given.</summary>
    public const int Input = -1;

    public override string ToString() => $"{Text}; {Remedy}";
}
