using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

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
        var source = factor switch
        {
            { IsTarget: true } => ParameterSource.Target,
            { HasInputs: true } => ParameterSource.Network,
            { PseudoInputs: > 0 } => ParameterSource.PseudoInputs,
            { IsLearned: true } => ParameterSource.Learned,
            _ => ParameterSource.Standard,
        };
        var outputs = (int)variable.Parameters(factor);
        return new(
            factor.Kind,
            position,
            Formulas.Title(declaration, factor, variable),
            factor.Density.Name,
            factor.Density.GlobalName,
            factor.Density.Support.Name,
            new([.. factor.Parents.Select(name => names.IndexOf(name))]),
            factor.Context is null ? -1 : names.IndexOf(factor.Context),
            source,
            source == ParameterSource.Network ? NetworkPlanner.Of(declaration, variable, factor) : null,
            source == ParameterSource.PseudoInputs ? PseudoInputs(declaration, variable, factor) : null,
            factor.IsDistinct,
            IsCrossed: factor is { IsDistinct: true, Kind: FactorKind.Q } && Weightings.Compare(declaration.Options.Weights.Name),
            LacksVelocity: factor is { IsDistinct: true, Kind: FactorKind.Q, Density.HasVelocity: false } && declaration.Options.Weights.Name == Weightings.Balance,
            factor.Components,
            source is ParameterSource.Standard or ParameterSource.Target ? null : Submodule(variable, factor),
            outputs,
            new("", "", "", ""))
        {
            Previous = new([.. factor.Previous.Select(name => names.IndexOf(name))]),
            IsOfStep = variable.Steps is not null,
            StartsApart = factor.Components > 1 || factor.Density.Rank is not null,
            Flow = factor.Flow is { } flow ? new(flow.Name, flow.GlobalName, (int)variable.Size, "flow_" + Submodule(variable, factor)) : null,
        };
    }

    private static PlannedPseudoInputs PseudoInputs(Declaration declaration, VariableDeclaration variable, FactorDeclaration factor)
    {
        var proposal = variable.Factor(FactorKind.Q)!;
        var parents = proposal.Parents.Select(name => declaration.Variables.First(other => other.Name == name));
        return new(
            factor.PseudoInputs,
            new([.. parents.Select(parent => new PseudoInput((int)parent.Size, parent.Factor(FactorKind.P)!.Density.Support.Name))]),
            Submodule(variable, proposal),
            NetworkPlanner.HasDropout(proposal.Net));
    }

    private static string Submodule(VariableDeclaration variable, FactorDeclaration factor) =>
        $"{factor.Kind.ToString().ToLowerInvariant()}_{Text.Snake(variable.Name)}";
}
