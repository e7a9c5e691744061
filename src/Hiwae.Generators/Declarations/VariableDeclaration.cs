using System.Linq;

namespace Hiwae.Generators.Declarations;

/// <summary>A parameter of the record.</summary>
/// <param name="Name">As declared, without escape.</param>
/// <param name="Type">As the user reads it.</param>
/// <param name="IsTensor">Whether the type is TorchSharp's tensor, not nullable.</param>
/// <param name="HasShape">Whether it has a shape attribute.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="IsPerSample">Whether it is drawn anew for each sample.</param>
/// <param name="IsGiven">Whether it is only conditioned on.</param>
/// <param name="Mask">The name of the variable that says which values are present, or null.</param>
/// <param name="Feature">How it is computed, or null where it is not.</param>
/// <param name="Factors">In the order written.</param>
internal sealed record VariableDeclaration(
    string Name,
    string Type,
    bool IsTensor,
    bool HasShape,
    EquatableArray<int> Shape,
    bool IsPerSample,
    bool IsGiven,
    string? Mask,
    FeatureDeclaration? Feature,
    EquatableArray<FactorDeclaration> Factors)
{
    /// <summary>The number of values; may exceed what an int holds.</summary>
    public double Size => Shape.Aggregate(1.0, (product, size) => product * size);

    /// <summary>The target, or null.</summary>
    public FactorDeclaration? Target => Factors.FirstOrDefault(factor => factor.IsTarget);

    /// <summary>The first factor of a kind, or null.</summary>
    public FactorDeclaration? Factor(FactorKind kind) => Factors.FirstOrDefault(factor => factor.Kind == kind);
}
