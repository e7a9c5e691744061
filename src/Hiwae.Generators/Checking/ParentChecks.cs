using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Checking;

/// <summary>Whether each factor's parents exist, can come before it, and are in its reach.</summary>
internal static class ParentChecks
{
    /// <summary>Parents that do not exist, are listed twice, or are the variable itself.</summary>
    public static IEnumerable<Finding> Names(Declaration declaration)
    {
        var names = declaration.Variables.Select(variable => variable.Name).ToList();
        foreach (var (variable, factor, site) in Parents(declaration))
        {
            var parent = factor.Parents[site.Index];
            if (!names.Contains(parent))
                yield return ParentRules.UnknownParent.At(site, declaration.Record.Name, parent, Suggestion(names, parent));
            else if (parent == variable.Name)
                yield return ParentRules.OwnParent.At(site, variable.Name, factor.Kind.ToString());
            else if (factor.Parents.Take(site.Index).Contains(parent))
                yield return ParentRules.RepeatedParent.At(site, $"{factor.Kind} of {variable.Name}", parent);
        }
    }

    /// <summary>Cycles among the factors of a kind.</summary>
    public static IEnumerable<Finding> Cycles(Declaration declaration)
    {
        var names = declaration.Variables.Select(variable => variable.Name).ToList();
        foreach (var kind in new[] { FactorKind.P, FactorKind.Q, FactorKind.R })
        {
            var parents = declaration.Variables.Select(
                variable => (IReadOnlyList<int>)[.. (variable.Factor(kind)?.Parents ?? []).Select(parent => names.IndexOf(parent))]);
            if (new Graph([.. parents]).Cycle() is not { } cycle)
                continue;
            var site = Parents(declaration).First(at =>
                at.Site.Variable == cycle[0] && at.Factor.Kind == kind && at.Factor.Parents[at.Site.Index] == names[cycle[1]]).Site;
            yield return ParentRules.Cycle.At(site, kind.ToString(), string.Join(" ← ", cycle.Append(cycle[0]).Select(node => names[node])));
        }
    }

    /// <summary>Parents that the factor cannot see: outside the generative model, or inside the plate.</summary>
    public static IEnumerable<Finding> Scopes(Declaration declaration)
    {
        foreach (var (variable, factor, site) in Parents(declaration))
        {
            var parent = declaration.Variables.First(other => other.Name == factor.Parents[site.Index]);
            if (factor.Kind == FactorKind.P && Roles.Of(parent) == Role.Auxiliary)
                yield return ParentRules.AuxiliaryInGenerative.At(site, variable.Name, parent.Name);
            else if (factor.Kind == FactorKind.Q && !Roles.InPlate(variable) && Roles.InPlate(parent))
                yield return ParentRules.PlateParentOfShared.At(site, variable.Name, parent.Name);
        }
    }

    private static IEnumerable<(VariableDeclaration Variable, FactorDeclaration Factor, Site Site)> Parents(Declaration declaration) =>
        from at in declaration.Variables.Select((variable, v) => (variable, v))
        from of in at.variable.Factors.Select((factor, f) => (factor, f))
        from index in Enumerable.Range(0, of.factor.Parents.Count)
        select (at.variable, of.factor, new Site(Part.Parent, at.v, of.f, index));

    private static string Suggestion(IReadOnlyList<string> names, string wanted) => Nearest.To(wanted, names) is { } name
        ? $"did you mean nameof({name})?"
        : $"write one of {string.Join(", ", names)} with nameof";
}
