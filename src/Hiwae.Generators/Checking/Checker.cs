using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>
/// Everything that can be known to be wrong with a declaration, in stages: a later one presupposes the earlier ones, and
/// is asked only if they found nothing, so that one mistake gives one diagnostic.
/// </summary>
internal static class Checker
{
    /// <summary>Checks that need no shape of a feature.</summary>
    private static readonly Func<Declaration, IEnumerable<Finding>>[][] Before =
    [
        [RecordChecks.Form],
        [
            RecordChecks.Names, RecordChecks.Options, VariableChecks.All, FactorChecks.All, MixtureChecks.All, RoleChecks.All,
            ParentChecks.Names, MaskChecks.Names,
        ],
        [ParentChecks.Cycles],
    ];

    /// <summary>Checks that need every shape.</summary>
    private static readonly Func<Declaration, IEnumerable<Finding>>[][] After =
    [
        [ParentChecks.Scopes, DensityChecks.All, WeightingChecks.All, MaskChecks.Fit, NetworkFitChecks.All],
    ];

    /// <summary>The findings; where there are none, the declaration with every shape filled in.</summary>
    public static CheckedDeclaration Check(Declaration declaration)
    {
        var found = Find(declaration);
        return found.Valid is null && declaration.Members.Count == 0 && !RecordChecks.Form(declaration).Any()
            ? found with { Outline = declaration.Record }
            : found;
    }

    private static CheckedDeclaration Find(Declaration declaration)
    {
        if (!declaration.IsComplete)
            return new(null, []);
        if (First(Before, declaration) is { } early)
            return early;

        // A broken network reports on itself.
        if (Conditioned.Of(declaration).Any(of => of.Net is { } net && (net.Network is null || !NetworkChecks.IsValid(net.Network))))
            return new(null, []);
        var shapes = FeatureShapes.Of(declaration);
        if (shapes.Findings.Count > 0)
            return new(null, shapes.Findings);
        return First(After, shapes.Declaration) ?? new(shapes.Declaration, []);
    }

    /// <summary>The findings of the first stage that has any.</summary>
    private static CheckedDeclaration? First(Func<Declaration, IEnumerable<Finding>>[][] stages, Declaration declaration)
    {
        foreach (var stage in stages)
        {
            Finding[] findings = [.. stage.SelectMany(check => check(declaration))];
            if (findings.Length > 0)
                return new(null, new(findings));
        }

        return null;
    }
}

/// <summary>A declaration after checking: valid, or the reasons why it is not.</summary>
/// <param name="Valid">The declaration with the shape of every feature filled in; null where something is wrong.</param>
/// <param name="Findings">What is wrong; empty also where the compiler itself rejects the declaration.</param>
/// <param name="Outline">The record of a wrong declaration that can be given its members in outline; null for any other.</param>
internal sealed record CheckedDeclaration(Declaration? Valid, EquatableArray<Finding> Findings, RecordIdentity? Outline = null);
