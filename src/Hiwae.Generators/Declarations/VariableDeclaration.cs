using System.Linq;

namespace Hiwae.Generators.Declarations;

/// <summary>A parameter of the record.</summary>
/// <param name="Name">As declared, without escape.</param>
/// <param name="Type">As the user reads it.</param>
/// <param name="IsTensor">Whether the type is TorchSharp's tensor, not nullable.</param>
/// <param name="HasShape">Whether it has a shape attribute.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="IsPerSample">Whether it is drawn anew for each sample.</param>
/// <param name="Factors">In the order written.</param>
internal sealed record VariableDeclaration(
    string Name,
    string Type,
    bool IsTensor,
    bool HasShape,
    EquatableArray<int> Shape,
    bool IsPerSample,
    EquatableArray<FactorDeclaration> Factors)
{
    /// <summary>The number of values; may exceed what an int holds.</summary>
    public double Size => Shape.Aggregate(1.0, (product, size) => product * size);

    /// <summary>The first factor of a kind, or null.</summary>
    public FactorDeclaration? Factor(FactorKind kind) => Factors.FirstOrDefault(factor => factor.Kind == kind);
}
