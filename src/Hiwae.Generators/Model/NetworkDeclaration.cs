using System.Collections.Generic;
using System.Linq;
using Hiwae.Shapes;

namespace Hiwae.Generators.Model;

/// <summary>A declared network as a value; the contract is that of <see cref="Declaration"/>.</summary>
/// <param name="Record">The record's name and where it is nested.</param>
/// <param name="Traits">How the record is declared.</param>
/// <param name="Activation">The nonlinearity after layers that do not name their own.</param>
/// <param name="WeightNorm">Whether layers that do not say otherwise have normalised weights.</param>
/// <param name="Residual">Whether layers that do not say otherwise are residual blocks.</param>
/// <param name="Layers">In order, the network's options filled in.</param>
/// <param name="Members">Names of the record's own members that a generated one would clash with.</param>
/// <param name="IsComplete">False where the compiler itself rejects a part of it; it is then left to the compiler.</param>
internal sealed record NetworkDeclaration(
    RecordIdentity Record,
    RecordTraits Traits,
    Option Activation,
    bool WeightNorm,
    bool Residual,
    EquatableArray<LayerDeclaration> Layers,
    EquatableArray<string> Members,
    bool IsComplete)
{
    /// <summary>Whether layers stand on another part of the record, where their place in the order is not to be seen.</summary>
    public bool HasStrayLayers { get; init; }

    /// <summary>Whether its parents are images, joined along their channels, rather than vectors.</summary>
    public bool TakesImages() => NetworkShapes.TakesImages(Forms());

    /// <summary>Its shapes as far as they do not depend on its parents.</summary>
    public ShapeWalk Shapes() => NetworkShapes.Alone(Forms());

    /// <summary>Its shapes for given parents, where it has no fault of its own.</summary>
    public ShapeWalk Shapes(IReadOnlyList<NetworkParent> parents) => NetworkShapes.Infer(Record.Name, Forms(), parents);

    private IReadOnlyList<LayerForm> Forms() => [.. Layers.Select(layer => layer.Form())];
}

/// <summary>A type that is named as a network.</summary>
/// <param name="Name">The type's own name.</param>
/// <param name="GlobalName">The name that nothing in scope can change the meaning of.</param>
/// <param name="Network">Its declaration; null where the type is no network.</param>
/// <param name="IsUnmarked">Whether it has layers, in this project, but no network attribute.</param>
internal sealed record NetworkReference(string Name, string GlobalName, NetworkDeclaration? Network, bool IsUnmarked = false);

/// <summary>A layer, with what it does not say filled in from its network.</summary>
/// <param name="Kind">Which layer.</param>
/// <param name="Numbers">The constructor's, then kernel, stride and padding of a convolution.</param>
/// <param name="Probability">Of dropout, else 0.</param>
/// <param name="Activation">The nonlinearity; written if the layer itself names one.</param>
/// <param name="Mode">How an image is enlarged.</param>
/// <param name="WeightNorm">Whether the weights are normalised.</param>
/// <param name="Residual">Whether it is a residual block.</param>
/// <param name="Conditioned">Whether a context scales and shifts it.</param>
internal sealed record LayerDeclaration(
    LayerKind Kind,
    EquatableArray<int> Numbers,
    double Probability,
    Option Activation,
    Option Mode,
    bool WeightNorm,
    bool Residual,
    bool Conditioned)
{
    /// <summary>The nonlinearity inside a residual block, where it is not the one after it.</summary>
    public Option? Inner { get; init; }

    /// <summary>Whether it is a map with weights, which options of the network apply to.</summary>
    public bool IsWeighted => Form().IsWeighted;

    /// <summary>The part that determines its shape.</summary>
    public LayerForm Form() => new(Kind, Numbers, Probability, Residual);
}
