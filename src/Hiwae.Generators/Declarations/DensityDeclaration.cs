namespace Hiwae.Generators.Declarations;

/// <summary>What the density attribute of a factor's type argument says.</summary>
/// <param name="Name">The type's own name.</param>
/// <param name="GlobalName">The name that nothing in scope can change the meaning of.</param>
/// <param name="IsDeclared">Whether the type has a density attribute.</param>
/// <param name="IsFileLocal">Whether only its own file can name it.</param>
/// <param name="IsPointwise">Whether it tells how much each value contributes.</param>
/// <param name="Support">The set of possible values.</param>
/// <param name="ParametersPerValue">Raw numbers a value takes.</param>
/// <param name="IsReparameterised">Whether a draw is a differentiable function of the parameters.</param>
internal sealed record DensityDeclaration(
    string Name,
    string GlobalName,
    bool IsDeclared,
    bool IsFileLocal,
    bool IsPointwise,
    Option Support,
    int ParametersPerValue,
    bool IsReparameterised);
