using Hiwae.Generators.Declarations;

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
    int Components,
    string? Submodule,
    int Outputs,
    FactorLocals Locals)
{
    /// <summary>Whether it need not be normalised.</summary>
    public bool IsTarget => Source == ParameterSource.Target;
}
