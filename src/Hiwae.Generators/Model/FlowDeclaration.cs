namespace Hiwae.Generators.Model;

/// <summary>A declared flow as a value; the contract is that of <see cref="Declaration"/>.</summary>
/// <param name="Record">The record's name and where it is nested.</param>
/// <param name="Traits">How the record is declared.</param>
/// <param name="Layers">In order.</param>
/// <param name="Members">Names of the record's own members that a generated one would clash with.</param>
/// <param name="IsComplete">False where the compiler itself rejects a part of it; it is then left to the compiler.</param>
internal sealed record FlowDeclaration(
    RecordIdentity Record, RecordTraits Traits, EquatableArray<FlowLayerDeclaration> Layers, EquatableArray<string> Members, bool IsComplete)
{
    /// <summary>Whether layers stand on another part of the record, where their place in the order is not to be seen.</summary>
    public bool HasStrayLayers { get; init; }

    /// <summary>Whether it is a network besides.</summary>
    public bool IsNetwork { get; init; }
}

/// <summary>A type that is named as a flow.</summary>
/// <param name="Name">The type's own name.</param>
/// <param name="GlobalName">The name that nothing in scope can change the meaning of.</param>
/// <param name="Flow">Its declaration; null where the type is no flow.</param>
/// <param name="IsUnmarked">Whether it has layers of a flow, in this project, but no flow attribute.</param>
internal sealed record FlowReference(string Name, string GlobalName, FlowDeclaration? Flow, bool IsUnmarked);

/// <summary>A layer of a flow.</summary>
/// <param name="Kind">Which layer.</param>
/// <param name="Hidden">Widths of the hidden layers of a coupling's network.</param>
/// <param name="Activation">The nonlinearity after them.</param>
internal sealed record FlowLayerDeclaration(FlowLayerKind Kind, EquatableArray<int> Hidden, Option Activation);

/// <summary>The kinds of layer of a flow; the attribute of each is named after it.</summary>
internal enum FlowLayerKind
{
    /// <summary>Some values scale and shift the others.</summary>
    Coupling,

    /// <summary>Another order.</summary>
    Permute,

    /// <summary>Each value scaled and shifted by itself.</summary>
    ActNorm,
}
