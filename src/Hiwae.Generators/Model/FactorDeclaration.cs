using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Generators.Model;

/// <summary>One factor attribute.</summary>
/// <param name="Kind">Generative, inference or reverse.</param>
/// <param name="Density">The type argument.</param>
/// <param name="Parents">Names, as given.</param>
/// <param name="Context">The name of the variable that conditions layers, or null.</param>
/// <param name="HasHidden">Whether the argument is present.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Activation">The nonlinearity.</param>
/// <param name="Net">The declared network, or null where none is named.</param>
/// <param name="IsLearned">Whether the parameters are learned although there are no parents.</param>
/// <param name="IsDistinct">Whether each proposal has a head of its own.</param>
/// <param name="Components">The number of the mixture's components; 1 where it is none.</param>
/// <param name="PseudoInputs">The number of pseudo-inputs; 0 where there are none.</param>
internal sealed record FactorDeclaration(
    FactorKind Kind,
    DensityDeclaration Density,
    EquatableArray<string> Parents,
    string? Context,
    bool HasHidden,
    EquatableArray<int> Hidden,
    Option Activation,
    NetworkReference? Net,
    bool IsLearned,
    bool IsDistinct,
    int Components,
    int PseudoInputs)
{
    /// <summary>Whether it is an unnormalised generative factor, a target.</summary>
    public bool IsTarget { get; init; }

    /// <summary>Where the density's scale comes from.</summary>
    public Option Scale { get; init; } = new(Scales.Network, true, false);

    /// <summary>Whether the scale is not an output of the network.</summary>
    public bool HasOwnScale => Scale.Name != Scales.Network;

    /// <summary>Names of the variables whose value of the step before is conditioned on too.</summary>
    public EquatableArray<string> Previous { get; init; } = new([]);

    /// <summary>The declared flow, or null where none is named.</summary>
    public FlowReference? Flow { get; init; }

    /// <summary>As the user reads it, such as <c>P</c>.</summary>
    public string Noun => IsTarget ? "Target" : Kind.ToString();

    /// <summary>Everything of the same step that is conditioned on: the parents, and the context.</summary>
    public IEnumerable<string> Conditions => Context is null ? Parents : Parents.Append(Context);

    /// <summary>Everything conditioned on: these, and what of the step before is.</summary>
    public IEnumerable<string> Reads => Conditions.Concat(Previous);

    /// <summary>Whether a network gives the parameters.</summary>
    public bool HasInputs => Parents.Count + Previous.Count > 0;
}

/// <summary>The three kinds of factor.</summary>
internal enum FactorKind
{
    /// <summary>Generative.</summary>
    P,

    /// <summary>Inference.</summary>
    Q,

    /// <summary>Reverse.</summary>
    R,
}

/// <summary>The density attribute of a factor's type argument.</summary>
/// <param name="Name">The type's own name.</param>
/// <param name="GlobalName">The name that nothing in scope can change the meaning of.</param>
/// <param name="IsDeclared">Whether the type has a density attribute.</param>
/// <param name="IsFileLocal">Whether only its own file can name it.</param>
/// <param name="IsPointwise">Whether it tells how much each value contributes.</param>
/// <param name="Support">The set of possible values.</param>
/// <param name="ParametersPerValue">Raw numbers a value takes, those of densities that it is made of included.</param>
/// <param name="IsReparameterised">Whether a draw is a differentiable function of the parameters.</param>
internal sealed record DensityDeclaration(
    string Name,
    string GlobalName,
    bool IsDeclared,
    bool IsFileLocal,
    bool IsPointwise,
    Option Support,
    int ParametersPerValue,
    bool IsReparameterised)
{
    /// <summary>Whether it says how a value moves with its parameters.</summary>
    public bool HasVelocity { get; init; }

    /// <summary>Whether the last block of raw parameters is a scale.</summary>
    public bool HasScale { get; init; }

    /// <summary>The densities that it is made of, each the type argument of the one before; empty where it is made of none.</summary>
    public EquatableArray<WrappedDensity> Wrapped { get; init; } = new([]);

    /// <summary>Whether a vector takes a raw number more for each pair of its values.</summary>
    public bool HasPairs { get; init; }

    /// <summary>The rank of its covariance, or null where it has none.</summary>
    public DensityRank? Rank { get; init; }

    /// <summary>Raw numbers that a vector takes; may exceed what an int holds.</summary>
    public double Parameters(double size) => (ParametersPerValue * size) + (HasPairs ? size * (size - 1) / 2 : 0);

    /// <summary>Why the compiler rejects the type where one is wanted; null where it does not.</summary>
    public RejectedDensity? Rejected { get; init; }
}

/// <summary>A density that another is made of.</summary>
/// <param name="Name">The type's name; null where the other has not got one type argument.</param>
/// <param name="Support">The set of possible values; null where the type has no density attribute.</param>
/// <param name="ParametersPerValue">Raw numbers a value takes of its own.</param>
internal sealed record WrappedDensity(string? Name, string? Support, int ParametersPerValue)
{
    /// <summary>Whether the last block of raw parameters is a scale.</summary>
    public bool HasScale { get; init; }
}

/// <summary>The rank of a density.</summary>
/// <param name="Name">The type that says it; null where the density has not got one type argument.</param>
/// <param name="Value">The rank; null where the type does not say one.</param>
internal sealed record DensityRank(string? Name, int? Value);

/// <summary>Where a scale comes from, members of the enumeration.</summary>
internal static class Scales
{
    /// <summary>From the network.</summary>
    public const string Network = "Network";
}

/// <summary>A type argument that the compiler rejects.</summary>
/// <param name="IsKnown">Whether there is such a type, which then does not implement what it must.</param>
/// <param name="Interface">The interface that it must implement.</param>
/// <param name="Known">The names of types that could stand here.</param>
internal sealed record RejectedDensity(bool IsKnown, string Interface, EquatableArray<string> Known);
