namespace Hiwae.Generators.Declarations;

/// <summary>One factor attribute.</summary>
/// <param name="Kind">Generative, inference or reverse.</param>
/// <param name="Density">The type argument.</param>
/// <param name="Parents">Names, as given.</param>
/// <param name="HasHidden">Whether the argument is present.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Activation">The nonlinearity.</param>
/// <param name="IsLearned">Whether the parameters are learned although there are no parents.</param>
/// <param name="IsDistinct">Whether each proposal has a head of its own.</param>
internal sealed record FactorDeclaration(
    FactorKind Kind,
    DensityDeclaration Density,
    EquatableArray<string> Parents,
    bool HasHidden,
    EquatableArray<int> Hidden,
    Option Activation,
    bool IsLearned,
    bool IsDistinct);
