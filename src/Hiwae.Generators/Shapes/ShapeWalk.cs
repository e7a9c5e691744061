using System.Collections.Generic;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Shapes;

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

/// <summary>What comes to a layer, and from where.</summary>
/// <param name="Layers">The layers of the network.</param>
/// <param name="Position">The layer that it comes to.</param>
/// <param name="Shape">What comes.</param>
/// <param name="Whole">The same before it was flattened, if it was.</param>
/// <param name="Input">What the network's input is, as the beginning of a sentence: <c>X and Z give</c>.</param>
internal sealed record Flow(IReadOnlyList<LayerDeclaration> Layers, int Position, LayerShape Shape, LayerShape Whole, string Input)
{
    public LayerDeclaration Layer => Layers[Position];

    public string Name => LayerText.Of(Layer);

    /// <summary>The layer that gave the shape its form; null for the input.</summary>
    public LayerDeclaration? Before => Last(layer => !layer.KeepsShape);

    /// <summary>The beginning of a sentence about the form of what comes: <c>Flatten gives</c>.</summary>
    public string Gives => Sentence(Before);

    /// <summary>The beginning of a sentence about how many values come, which is not for Flatten to say.</summary>
    public string GivesValues => Sentence(Last(layer => !layer.KeepsShape && layer.Kind != LayerKind.Flatten));

    /// <summary>What comes, in words.</summary>
    public string What => (Shape.IsImage, Shape.IsKnown) switch
    {
        (true, true) => $"an image of {LayerText.Of(Shape)}",
        (true, false) => "an image",
        (false, true) => $"a vector of {LayerText.Of(Shape)}",
        (false, false) => "a vector",
    };

    public LayerFault Fault(string text, string remedy) => new(Position, text, remedy);

    private string Sentence(LayerDeclaration? layer) => layer is null ? Input : $"{LayerText.Of(layer)} gives";

    private LayerDeclaration? Last(System.Func<LayerDeclaration, bool> holds)
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
/// <param name="Layer">The layer's position; −1 for the input.</param>
/// <param name="Text">The fault with the arithmetic.</param>
/// <param name="Remedy">What to do, such as <c>write Flatten before it</c>.</param>
/// <param name="IsTooLarge">Whether it is a number beyond what a tensor can have, rather than a shape that does not fit.</param>
internal sealed record LayerFault(int Layer, string Text, string Remedy, bool IsTooLarge = false)
{
    public override string ToString() => $"{Text}; {Remedy}";
}
