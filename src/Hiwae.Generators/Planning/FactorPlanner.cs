using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Planning;

/// <summary>The factors of a valid declaration, their local names still to be chosen.</summary>
internal static class FactorPlanner
{
    public static IReadOnlyList<PlannedFactor> Plan(Declaration declaration) =>
    [
        .. declaration.Variables.SelectMany((variable, position) => variable.Factors.Select(
            factor => Plan(declaration, variable, position, factor))),
    ];

    private static PlannedFactor Plan(Declaration declaration, VariableDeclaration variable, int position, FactorDeclaration factor)
    {
        var names = declaration.Variables.Select(other => other.Name).ToList();
        var parents = factor.Parents.Select(name => names.IndexOf(name)).ToArray();
        var role = Roles.Of(variable);
        var source = (factor.Parents.Count, factor.IsLearned) switch
        {
            ( > 0, _) => ParameterSource.Network,
            (_, true) => ParameterSource.Learned,
            _ => ParameterSource.Standard,
        };

        // With small weights from and for the auxiliaries, training starts at the plain importance-weighted model.
        NetworkInput Input(VariableDeclaration parent) =>
            new((int)parent.Size, factor.Kind == FactorKind.Q && role == Role.Latent && Roles.Of(parent) == Role.Auxiliary);
        return new(
            factor.Kind,
            position,
            Formulas.Title(factor, variable),
            factor.Density.Name,
            factor.Density.GlobalName,
            factor.Density.Support,
            new(parents),
            factor.Hidden,
            factor.Activation.Name,
            source,
            factor.IsDistinct,
            IsCrossed: factor is { IsDistinct: true, Kind: FactorKind.Q } && Weightings.Compare(declaration.Options.Weights.Name),
            source == ParameterSource.Standard ? null : $"{factor.Kind.ToString().ToLowerInvariant()}_{Text.Snake(variable.Name)}",
            new([.. parents.Select(parent => Input(declaration.Variables[parent]))]),
            (int)variable.Size * factor.Density.ParametersPerValue,
            factor.IsDistinct ? declaration.Options.Samples : 1,
            HasSmallHead: role == Role.Auxiliary,
            new("", "", "", ""));
    }
}
