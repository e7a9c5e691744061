using Hiwae.Networks;

namespace Hiwae;

/// <summary>A factor of a declared model.</summary>
/// <param name="Kind">Generative, inference or reverse.</param>
/// <param name="Variable">The variable that it is a density of.</param>
/// <param name="Density">The name of the density's type.</param>
/// <param name="Support">The set of values that the density is on.</param>
/// <param name="Parents">The variables conditioned on, in the order of the network's input.</param>
public sealed record FactorDescription(
    FactorKind Kind, string Variable, string Density, Support Support, ImmutableArray<string> Parents)
{
    /// <summary>One more variable conditioned on, which scales and shifts conditioned layers; null where there is none.</summary>
    public string? Context { get; init; }

    /// <summary>The name of the declared network, or null where there is none.</summary>
    public string? Net { get; init; }

    /// <summary>The layers between the parents and the density's parameters; empty for a linear map.</summary>
    public ImmutableArray<Layer> Layers { get; init; } = [];

    /// <summary>Whether it is a generative factor that need not be normalised; <see cref="Density"/> is then the target's name.</summary>
    public bool IsTarget { get; init; }

    /// <summary>Whether each proposal has its own output head.</summary>
    public bool Distinct { get; init; }

    /// <summary>How many components the mixture has; 1 where it is none.</summary>
    public int Components { get; init; } = 1;

    /// <summary>How many learned pseudo-inputs the variational mixture of posteriors has; 0 where it is none.</summary>
    public int PseudoInputs { get; init; }

    /// <summary>The name of its submodule, or null where it has no parameters.</summary>
    public string? Submodule { get; init; }

    /// <summary>Everything conditioned on: the parents, and the context.</summary>
    public IEnumerable<string> Conditions => Context is null ? Parents : [.. Parents, Context];
}
