namespace Hiwae.Networks;

/// <summary>A declared network. The generator implements it on every record with a <see cref="NetworkAttribute"/>.</summary>
public interface INetwork
{
    /// <summary>The layers, in order, with the network's defaults filled in.</summary>
    static abstract ImmutableArray<Layer> Layers { get; }
}
