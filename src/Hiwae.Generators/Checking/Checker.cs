using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Checking;

/// <summary>
/// Everything that can be known to be wrong with a declaration, in stages: a later one presupposes the earlier ones, and
/// is asked only if they found nothing, so that one mistake gives one diagnostic.
/// </summary>
internal static class Checker
{
    private static readonly Func<Declaration, IEnumerable<Finding>>[][] Stages =
    [
        [RecordChecks.Form],
        [RecordChecks.Names, RecordChecks.Options, VariableChecks.All, FactorChecks.All, RoleChecks.All, ParentChecks.Names],
        [ParentChecks.Cycles],
        [ParentChecks.Scopes, DensityChecks.All, WeightingChecks.All],
    ];

    /// <summary>The plan of a declaration in which nothing is wrong, else the findings.</summary>
    public static CheckedDeclaration Check(Declaration declaration)
    {
        if (!declaration.IsComplete)
            return new(null, []);
        foreach (var stage in Stages)
        {
            Finding[] findings = [.. stage.SelectMany(check => check(declaration))];
            if (findings.Length > 0)
                return new(null, new(findings));
        }

        return new(Planner.Plan(declaration), []);
    }
}
