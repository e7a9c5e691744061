using System.Collections.Generic;
using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Networks;

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
