namespace Hiwae.Generators.Declarations;

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
}
