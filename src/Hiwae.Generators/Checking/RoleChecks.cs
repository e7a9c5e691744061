using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Checking;

/// <summary>Whether the factors of each variable give it a role, and whether the roles make a model.</summary>
internal static class RoleChecks
{
    public static IEnumerable<Finding> All(Declaration declaration)
    {
        Finding[] findings = [.. declaration.Variables.SelectMany(Check)];
        return findings.Length > 0 ? findings : Model(declaration);
    }

    private static IEnumerable<Finding> Check(VariableDeclaration variable, int position)
    {
        Site At(FactorKind kind) => new(Part.Factor, position, variable.Factors.ToList().FindIndex(factor => factor.Kind == kind));
        return (variable.Factor(FactorKind.P), variable.Factor(FactorKind.Q), variable.Factor(FactorKind.R)) switch
        {
            (null, null, null) => [RoleRules.NoFactor.At(new(Part.Variable, position), variable.Name)],
            (null, { } q, null) => [RoleRules.ProposalOfNothing.At(At(FactorKind.Q), variable.Name, q.Density.Name)],
            (null, null, { } r) => [RoleRules.ReverseWithoutProposal.At(At(FactorKind.R), variable.Name, r.Density.Name)],
            ({ }, null, { }) => [RoleRules.GenerativeAndReverse.At(At(FactorKind.R), variable.Name, "observed")],
            ({ }, { }, { }) => [RoleRules.GenerativeAndReverse.At(At(FactorKind.R), variable.Name, "latent")],
            _ => Plate(variable, position),
        };
    }

    private static IEnumerable<Finding> Plate(VariableDeclaration variable, int position) => (variable.IsPerSample, Roles.Of(variable)) switch
    {
        (true, Role.Observed) => [RoleRules.PerSampleElsewhere.At(new(Part.PerSample, position), variable.Name, "observed, one value per datum")],
        (true, Role.Latent) => [RoleRules.PerSampleElsewhere.At(new(Part.PerSample, position), variable.Name, "latent and drawn for each sample anyway")],
        _ => [],
    };

    private static IEnumerable<Finding> Model(Declaration declaration)
    {
        if (declaration.Variables.All(variable => Roles.Of(variable) != Role.Observed))
            return [RoleRules.NoObserved.At(new(Part.Record), declaration.Record.Name)];
        if (declaration.Variables.All(variable => Roles.Of(variable) != Role.Latent))
            return [RoleRules.NoLatent.At(new(Part.Record), declaration.Record.Name)];
        return [];
    }
}
