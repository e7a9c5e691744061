using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Words;

namespace Hiwae.Generators.Analyzers;

/// <summary>The names, or the number, that a remedy needs: a code fix sees syntax alone, the check knows the declaration.</summary>
internal static class RemedyHints
{
    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The properties of the diagnostic that a finding becomes; none where its remedy needs no names.</summary>
    public static ImmutableDictionary<string, string?> Of(Declaration declaration, Finding finding)
    {
        if (finding.Id == WeightingRules.SamplesNotMultiple.Id)
            return None.Add(Hints.Names, finding.Arguments[2]);
        if (finding.Id == WeightingRules.HeadsOutOfRange.Id)
            return declaration.Options.Heads > 0 ? None.Add(Hints.Names, finding.Arguments[0]) : None;
        var names = Names(declaration, finding).Select(Text.Identifier).ToList();
        return names.Count == 0 ? None : None.Add(Hints.Names, string.Join(",", names));
    }

    private static IEnumerable<string> Names(Declaration declaration, Finding finding)
    {
        if (finding.Id == ParentRules.UnknownParent.Id)
            return Nearest.To(finding.Arguments[1], declaration.Variables.Select(variable => variable.Name)) is { } name ? [name] : [];
        if (finding.Id == ParentRules.NotByName.Id)
            return [finding.Arguments[0]];
        if (finding.Id == UseRules.ObservedAncestor.Id || (finding.Id == RoleRules.NoLatent.Id && finding.Path.Variable >= 0))
            return Candidates.Proposal(declaration, finding.Path.Variable) is null ? [] : Candidates.ProposalParents(declaration, finding.Path.Variable);
        return finding.Id == RoleRules.ProposalOfNothing.Id ? ReverseParents(declaration, declaration.Variables[finding.Path.Variable]) : [];
    }

    /// <summary>The conditions of a reverse factor: the latent variables, and of what its proposal looks at the data, and features of the data.</summary>
    private static IEnumerable<string> ReverseParents(Declaration declaration, VariableDeclaration variable)
    {
        var names = declaration.Variables.Select(other => other.Name).ToList();
        var features = Conditions.OfFeatureParents(declaration);
        bool IsData(string name) =>
            features.Path(names.IndexOf(name), node => Roles.Of(declaration.Variables[node]) is Role.Latent or Role.Auxiliary or null) is null;
        var latent = declaration.Variables.Where(other => Roles.Of(other) == Role.Latent).Select(other => other.Name);
        return latent.Concat(variable.Factor(FactorKind.Q)!.Conditions.Where(names.Contains).Where(IsData));
    }
}
