using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
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
            ParentChecks.Names, MaskChecks.Names, EnumerationChecks.Variables,
        ],
        [SequenceChecks.Steps],
        [ParentChecks.Cycles, SequenceChecks.Order],
    ];

    /// <summary>Checks that need every shape.</summary>
    private static readonly Func<Declaration, IEnumerable<Finding>>[][] After =
    [
        [ParentChecks.Scopes, EnumerationChecks.Uses, DensityChecks.All, WeightingChecks.All, MaskChecks.Fit, NetworkFitChecks.All],
        [FlowFitChecks.All],
    ];

    /// <summary>What can be said of a declaration of which the compiler rejects a part: each variable that it accepts by itself, and the types of the others.</summary>
    private static readonly Func<Declaration, IEnumerable<Finding>>[] OfParts =
    [
        RecordChecks.Names, RecordChecks.Options, VariableChecks.All, FactorChecks.All, MixtureChecks.All, RoleChecks.Variables, ParentChecks.Names, ParentChecks.Bare, MaskChecks.Names, EnumerationChecks.Variables,
    ];

    /// <summary>The findings; where nothing is wrong, warnings, and the declaration with every shape filled in.</summary>
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
            return new(null, Parts(declaration));
        if (First(Before, declaration) is { } early)
            return early;

        // A broken network or flow reports on itself.
        if (declaration.Variables.SelectMany(variable => variable.Factors).Any(factor => factor.Flow is { } flow && (flow.Flow is null || !FlowChecks.IsValid(flow.Flow))))
            return new(null, []);
        if (Conditioned.Of(declaration).Any(of => of.Net is { } net && (net.Network is null || !NetworkChecks.IsValid(net.Network))))
            return new(null, []);
        var shapes = FeatureShapes.Of(declaration);
        if (shapes.Findings.Count > 0)
            return new(null, shapes.Findings);
        return First(After, shapes.Declaration) ?? new(shapes.Declaration, new([.. UseChecks.All(shapes.Declaration)]));
    }

    private static EquatableArray<Finding> Parts(Declaration declaration)
    {
        Finding[] form = [.. RecordChecks.Form(declaration)];
        return form.Length > 0 ? new(form) : new([.. OfParts.SelectMany(check => check(declaration)).Where(finding => IsSure(declaration, finding))]);
    }

    /// <summary>Whether a finding does not follow from what the compiler rejects.</summary>
    private static bool IsSure(Declaration declaration, Finding finding) => finding switch
    {
        { Path.Variable: < 0 } => finding.Id != RecordRules.UndefinedOption.Id,
        _ when declaration.Variables[finding.Path.Variable] is { IsComplete: true } => true,
        _ when finding.Id == VariableRules.NotATensor.Id => !declaration.Variables[finding.Path.Variable].IsTypeKnown,
        _ when finding.Id == DensityRules.NotADensity.Id => declaration.Variables[finding.Path.Variable].Factors[finding.Path.Factor].Density.Rejected is not null,
        _ => finding.Id == ParentRules.NotByName.Id,
    };

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
/// <param name="Findings">What is wrong, or of a valid declaration what it is warned of; may be empty where the compiler itself rejects it, or a network that it names.</param>
/// <param name="Outline">The record of a wrong declaration that can be given its members in outline; null for any other.</param>
internal sealed record CheckedDeclaration(Declaration? Valid, EquatableArray<Finding> Findings, RecordIdentity? Outline = null)
{
    /// <summary>
    /// Whether the compiler has an error of its own here, or will have where the model is used because it has no members: on the command line it then ends before
    /// analyzers run, and the generator has to say what is wrong.
    /// </summary>
    /// <param name="declaration">What was checked.</param>
    public bool IsRejected(Declaration declaration) =>
        Valid is null && (!declaration.IsComplete || Outline is null || Findings.Any(finding => finding.Id == ParentRules.UnknownParent.Id));
}
