using Hiwae.Generators.Model;

namespace Hiwae.Generators.Planning;

/// <summary>A factor, with all that emission has to know.</summary>
/// <param name="Kind">Generative, inference or reverse.</param>
/// <param name="Variable">The position of its variable.</param>
/// <param name="Title">As mathematics, such as <c>q_j(z | z0, x)</c>.</param>
/// <param name="DensityName">The density's own name.</param>
/// <param name="Density">The density's global name.</param>
/// <param name="Support">The set of values, a member of the enumeration.</param>
/// <param name="Parents">Positions of the variables conditioned on.</param>
/// <param name="Context">The position of the variable that conditions layers, or −1.</param>
/// <param name="Source">Where the raw parameters come from.</param>
/// <param name="Network">The network over the parents, or null where there is none.</param>
/// <param name="PseudoInputs">The learned values at which Q is mixed, or null where it is not.</param>
/// <param name="IsDistinct">Whether each proposal has a head of its own.</param>
/// <param name="IsCrossed">Whether all heads are evaluated at every sample, for weights that compare them.</param>
/// <param name="LacksVelocity">Whether balance weights compare proposals of a density that does not say how a value moves with its parameters.</param>
/// <param name="Components">How many components the mixture has; 1 where it is none.</param>
/// <param name="Submodule">The name of its submodule, or null where it has no parameters.</param>
/// <param name="Outputs">The number of raw parameters.</param>
/// <param name="Locals">Names of the local variables.</param>
internal sealed record PlannedFactor(
    FactorKind Kind,
    int Variable,
    string Title,
    string DensityName,
    string Density,
    string Support,
    EquatableArray<int> Parents,
    int Context,
    ParameterSource Source,
    PlannedNetwork? Network,
    PlannedPseudoInputs? PseudoInputs,
    bool IsDistinct,
    bool IsCrossed,
    bool LacksVelocity,
    int Components,
    string? Submodule,
    int Outputs,
    FactorLocals Locals)
{
    /// <summary>Whether it need not be normalised.</summary>
    public bool IsTarget => Source == ParameterSource.Target;

    /// <summary>Positions of the variables whose value of the step before is conditioned on.</summary>
    public EquatableArray<int> Previous { get; init; } = [];

    /// <summary>Whether there is one for each step of a sequence.</summary>
    public bool IsOfStep { get; init; }

    /// <summary>Whether a network gives the raw parameters.</summary>
    public bool HasInputs => Parents.Count + Previous.Count > 0;

    /// <summary>Whether learned parameters that all start at zero would in part stay there, as the columns of a factor of a covariance would.</summary>
    public bool StartsApart { get; init; }

    /// <summary>What makes the variable of a value of the density, or null where the variable is that value.</summary>
    public PlannedFlow? Flow { get; init; }
}

/// <summary>The flow of a factor. Its layers are named, not listed.</summary>
/// <param name="Name">The declared flow's own name.</param>
/// <param name="Type">The declared flow's global name.</param>
/// <param name="Size">The number of values.</param>
/// <param name="Submodule">The name of its submodule.</param>
internal sealed record PlannedFlow(string Name, string Type, int Size, string Submodule);

/// <summary>Where a factor's raw parameters come from.</summary>
internal enum ParameterSource
{
    /// <summary>Zeros: the standard density.</summary>
    Standard,

    /// <summary>Learned numbers that depend on nothing.</summary>
    Learned,

    /// <summary>A network over the parents.</summary>
    Network,

    /// <summary>The variable's own Q, at learned values of its parents.</summary>
    PseudoInputs,

    /// <summary>There are none: a target is a function of the variable and its parents.</summary>
    Target,
}

/// <summary>Names of the local variables that belong to a factor.</summary>
/// <param name="Raw">The raw parameters.</param>
/// <param name="LogDensity">The log-density at the point where it is evaluated.</param>
/// <param name="Heads">The raw output of all heads.</param>
/// <param name="Cross">The log-density under all heads.</param>
internal sealed record FactorLocals(string Raw, string LogDensity, string Heads, string Cross)
{
    /// <summary>Where the log-density goes, to the left of an assignment: a variable of its own, or the place of a step.</summary>
    public string LogTarget => Steps.Length == 0 ? $"var {LogDensity}" : $"{Steps}[t]";

    /// <summary>The log-densities of the steps of a sequence, one by one. Empty without steps.</summary>
    public string Steps { get; init; } = "";

    /// <summary>The value of the density that a flow makes the variable of: as drawn, or where p and r are evaluated. Empty without a flow.</summary>
    public string Base { get; init; } = "";

    /// <summary>The same of a draw of q where its density is evaluated.</summary>
    public string BasePoint { get; init; } = "";

    /// <summary>The logarithm of the flow's determinant.</summary>
    public string LogDeterminant { get; init; } = "";
}

/// <summary>The learned values at which a variable's own Q is mixed.</summary>
/// <param name="Count">How many.</param>
/// <param name="Parents">The parents of Q, in order.</param>
/// <param name="Proposal">The submodule of Q.</param>
/// <param name="HasDropout">Whether the network of Q draws noise in training.</param>
internal sealed record PlannedPseudoInputs(int Count, EquatableArray<PseudoInput> Parents, string Proposal, bool HasDropout);

/// <summary>A parent that learned values stand in for.</summary>
/// <param name="Size">The number of values.</param>
/// <param name="Support">What values are possible, a member of the enumeration.</param>
internal sealed record PseudoInput(int Size, string Support);
