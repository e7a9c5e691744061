namespace Hiwae;

/// <summary>A variable of a declared model.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Role">Deduced from the factors.</param>
/// <param name="InPlate">Whether it has one value per sample rather than one per datum.</param>
/// <param name="Shape">The event shape, without batch and plate.</param>
/// <param name="Factors">The variable's factors.</param>
public sealed record VariableDescription(
    string Name,
    Role Role,
    bool InPlate,
    ImmutableArray<int> Shape,
    ImmutableArray<FactorDescription> Factors)
{
    /// <summary>The given variable that says which values are present; null where all are.</summary>
    public string? Mask { get; init; }

    /// <summary>How a feature is computed; null for any other variable.</summary>
    public FeatureDescription? Feature { get; init; }

    /// <summary>The number of values, the product of the shape.</summary>
    public int Size => Shape.Aggregate(1, (product, size) => product * size);
}
