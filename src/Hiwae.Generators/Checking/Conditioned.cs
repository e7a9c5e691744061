using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Checking;

/// <summary>A factor or a feature as far as they are alike: a variable conditioned on others through a network.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Position">Its position.</param>
/// <param name="Kind">The kind of factor; null for a feature.</param>
/// <param name="Factor">The factor's position among those of the variable, or <see cref="DeclarationPath.Feature"/>.</param>
/// <param name="Parents">Names, as given.</param>
/// <param name="Context">The name of the variable that conditions layers, or null.</param>
/// <param name="Net">The declared network, or null where there is none.</param>
internal sealed record Conditioned(
    VariableDeclaration Variable, int Position, FactorKind? Kind, int Factor, EquatableArray<string> Parents, string? Context, NetworkReference? Net)
{
    /// <summary>As the user reads it.</summary>
    public string Title => Kind is null ? Variable.Name : $"{Kind} of {Variable.Name}";

    /// <summary>Names of the variables whose value of the step before is read too.</summary>
    public EquatableArray<string> Previous { get; init; } = new([]);

    /// <summary>The parents, and the context.</summary>
    public IReadOnlyList<string> Conditions => Context is null ? Parents : [.. Parents, Context];

    /// <summary>These, and then what of the step before is read.</summary>
    public IReadOnlyList<string> Reads => [.. Conditions, .. Previous];

    /// <summary>Where the network is named.</summary>
    public DeclarationPath NetPath => Kind is null ? new(Part.TypeArgument, Position, Factor) : Argument("Net");

    /// <summary>All factors and features, variable by variable.</summary>
    public static IEnumerable<Conditioned> Of(Declaration declaration) => declaration.Variables.SelectMany((variable, position) =>
    {
        var factors = variable.Factors.Select((factor, f) =>
            new Conditioned(variable, position, factor.Kind, f, factor.Parents, factor.Context, factor.Net) { Previous = factor.Previous });
        return variable.Feature is { } feature
            ? factors.Append(new(variable, position, null, DeclarationPath.Feature, feature.Parents, feature.Context, feature.Net) { Previous = feature.Previous })
            : factors;
    });

    /// <summary>Where something that is read is named.</summary>
    public DeclarationPath PathOf(int read) =>
        read < Parents.Count ? new(Part.Parent, Position, Factor, read)
        : read < Conditions.Count ? Argument("Context")
        : new(Part.FactorArgument, Position, Factor, read - Conditions.Count, "Previous");

    /// <summary>Where an argument is.</summary>
    public DeclarationPath Argument(string name) => new(Part.FactorArgument, Position, Factor, Name: name);

    /// <summary>What the network makes of the parents' shapes, all of which are known: a shape, or why there is none.</summary>
    public (EquatableArray<int> Output, string? Fault) Infer(Declaration declaration)
    {
        var walk = Net!.Network!.Shapes(
            [.. Parents.Concat(Previous).Select(name => declaration.Variables.First(variable => variable.Name == name)).Select(parent => new NetworkParent(parent.Name, Sequences.Seen(Variable, parent)))]);
        return (new(walk.Output?.ToInts() ?? []), walk.Fault?.ToString());
    }
}
