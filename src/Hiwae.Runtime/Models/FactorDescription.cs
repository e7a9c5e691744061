namespace Hiwae;

/// <summary>A factor of a declared model.</summary>
/// <param name="Kind">Generative, inference or reverse.</param>
/// <param name="Variable">The variable that it is a density of.</param>
/// <param name="Density">The name of the density's type.</param>
/// <param name="Parents">The variables conditioned on.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Activation">The nonlinearity after each hidden layer.</param>
/// <param name="Distinct">Whether each proposal has its own output head.</param>
/// <param name="Submodule">The name of its submodule, or null where it has no parameters.</param>
public sealed record FactorDescription(
    FactorKind Kind,
    string Variable,
    string Density,
    ImmutableArray<string> Parents,
    ImmutableArray<int> Hidden,
    Activation Activation,
    bool Distinct,
    string? Submodule);
