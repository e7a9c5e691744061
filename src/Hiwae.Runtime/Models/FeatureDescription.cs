using Hiwae.Networks;

namespace Hiwae;

/// <summary>How a deterministic variable of a declared model is computed.</summary>
/// <param name="Net">The name of the declared network.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Parents">What it is computed from, in the order of the network's input.</param>
/// <param name="Submodule">The name of its submodule.</param>
public sealed record FeatureDescription(string Net, ImmutableArray<Layer> Layers, ImmutableArray<string> Parents, string Submodule)
{
    /// <summary>One more variable that it is computed from, which scales and shifts conditioned layers; null where there is none.</summary>
    public string? Context { get; init; }

    /// <summary>Everything that it is computed from: the parents, and the context.</summary>
    public IEnumerable<string> Conditions => Context is null ? Parents : [.. Parents, Context];
}
