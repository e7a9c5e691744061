using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Generators.Model;

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
    /// <summary>Whether it says that it is meant to be observed.</summary>
    public bool IsObserved { get; init; }

    /// <summary>Whether it says that it is summed over.</summary>
    public bool IsEnumerated { get; init; }

    /// <summary>The fields of a data set that fill it, as given; null where no attribute says.</summary>
    public EquatableArray<string>? Columns { get; init; }

    /// <summary>False where the compiler itself rejects an attribute or the type; what is missing of it is then not missed.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Parents that are written as values, which the compiler rejects.</summary>
    public EquatableArray<BareParent> BareParents { get; init; } = [];

    /// <summary>Whether there is a type of that name.</summary>
    public bool IsTypeKnown { get; init; } = true;

    /// <summary>T, the number of steps; null where it is of no sequence.</summary>
    public int? Steps { get; init; }

    /// <summary>The shape of all steps together.</summary>
    public EquatableArray<int> WholeShape => Steps is { } steps ? new([steps, .. Shape]) : Shape;

    /// <summary>The number of values, of one step in a sequence; may exceed what an int holds.</summary>
    public double Size => Shape.Aggregate(1.0, (product, size) => product * size);

    /// <summary>The target, or null.</summary>
    public FactorDeclaration? Target => Factors.FirstOrDefault(factor => factor.IsTarget);

    /// <summary>The first factor of a kind, or null.</summary>
    public FactorDeclaration? Factor(FactorKind kind) => Factors.FirstOrDefault(factor => factor.Kind == kind);

    /// <summary>The number of raw parameters of a factor; may exceed what an int holds.</summary>
    public double Parameters(FactorDeclaration factor)
    {
        var one = factor.Density.Parameters(Size);
        return factor.Components > 1 ? factor.Components * (1 + one) : one;
    }

    /// <summary>The number of those that a factor's network gives.</summary>
    public double Outputs(FactorDeclaration factor) => Parameters(factor) - (factor.HasOwnScale ? Size : 0);

    /// <summary>Whether a mask is one number for the variable as a whole, rather than one for each value; what is drawn is there or missing as a whole.</summary>
    public bool IsWholeUnder(VariableDeclaration mask) =>
        mask.Size == 1 && (Size > 1 || Factor(FactorKind.Q) is not null || Factor(FactorKind.P)?.Density.IsPointwise == false);
}

/// <summary>A parent that is written as a value, <c>Z</c> instead of <c>nameof(Z)</c>.</summary>
/// <param name="Factor">The factor's position among those of the variable, or <see cref="DeclarationPath.Feature"/>.</param>
/// <param name="Index">Its position among the parents.</param>
/// <param name="Name">What is written.</param>
internal sealed record BareParent(int Factor, int Index, string Name);

/// <summary>A feature attribute.</summary>
/// <param name="Net">The type argument.</param>
/// <param name="Parents">Names, as given.</param>
/// <param name="Context">The name of the variable that conditions layers, or null.</param>
internal sealed record FeatureDeclaration(NetworkReference Net, EquatableArray<string> Parents, string? Context)
{
    /// <summary>Names of the variables of whose value of the step before it is computed too.</summary>
    public EquatableArray<string> Previous { get; init; } = new([]);

    /// <summary>Everything of the same step that it is computed from: the parents, and the context.</summary>
    public IEnumerable<string> Conditions => Context is null ? Parents : Parents.Append(Context);

    /// <summary>Everything that it is computed from: these, and what of the step before it is.</summary>
    public IEnumerable<string> Reads => Conditions.Concat(Previous);
}
