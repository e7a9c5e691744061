using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>What is legal in a valid declaration, but hardly meant: warnings.</summary>
internal static class UseChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) =>
        Unused(declaration).Concat(Latents(declaration)).Concat(ObservedAncestors(declaration)).Concat(Proposals(declaration)).Concat(Distinct(declaration)).Concat(Heads(declaration)).Concat(Alpha(declaration));

    /// <summary>Given variables and features that no factor is conditioned on, and auxiliaries that no other proposal is.</summary>
    private static IEnumerable<Finding> Unused(Declaration declaration)
    {
        HashSet<string> used = [.. Conditioned.Of(declaration).SelectMany(of => of.Reads), .. declaration.Variables.Select(variable => variable.Mask).OfType<string>()];
        HashSet<string> proposed = [.. Conditioned.Of(declaration).Where(of => of.Kind is null or FactorKind.Q).SelectMany(of => of.Reads)];
        var data = declaration.Variables.FirstOrDefault(variable => Roles.Of(variable) == Role.Observed)?.Name;
        for (var position = 0; position < declaration.Variables.Count; position++)
        {
            var variable = declaration.Variables[position];
            switch (Roles.Of(variable))
            {
                case Role.Given when !used.Contains(variable.Name):
                    yield return UseRules.Unused.At(
                        new(Part.Given, position),
                        variable.Name,
                        "given",
                        "nothing is conditioned on it and it is no mask",
                        $"name it among the parents of a factor{(data is null ? "" : $", as in P of {data}")}, or remove it");
                    break;
                case Role.Feature when !used.Contains(variable.Name):
                    yield return UseRules.Unused.At(
                        new(Part.Factor, position, DeclarationPath.Feature),
                        variable.Name,
                        "a feature",
                        "nothing is conditioned on it",
                        "name it among the parents of a factor, or remove it");
                    break;
                case Role.Auxiliary when !proposed.Contains(variable.Name):
                    var latent = declaration.Variables.First(Roles.IsHidden).Name;
                    yield return UseRules.UnusedAuxiliary.At(new(Part.Variable, position), variable.Name, latent);
                    break;
            }
        }
    }

    /// <summary>Latent variables that neither data nor a target are generated from.</summary>
    private static IEnumerable<Finding> Latents(Declaration declaration)
    {
        var generating = Generating(declaration);
        var explained = declaration.Variables.First(IsExplained);
        var hasObserved = declaration.Variables.Any(variable => Roles.Of(variable) == Role.Observed);
        return from position in Positions(declaration)
               let variable = declaration.Variables[position]
               where Roles.IsHidden(variable) && variable.Target is null && !generating.Contains(position)
               select UseRules.GeneratesNothing.At(new(Part.Variable, position), variable.Name, hasObserved ? "observed variable" : "target", explained.Name);
    }

    /// <summary>Variables with P alone above a latent one, of the same step in a sequence, where nothing says that they are meant to be data.</summary>
    private static IEnumerable<Finding> ObservedAncestors(Declaration declaration)
    {
        var graph = Conditions.Of(declaration, FactorKind.P);
        foreach (var position in Positions(declaration))
        {
            var variable = declaration.Variables[position];
            if (Roles.Of(variable) != Role.Observed || Candidates.IsMeant(variable))
                continue;
            var below = Positions(declaration)
                .Where(other => Roles.IsHidden(declaration.Variables[other]) && graph.Ancestors(other).Contains(position))
                .DefaultIfEmpty(-1)
                .First();
            if (below >= 0)
            {
                yield return UseRules.ObservedAncestor.At(
                    new(Part.Factor, position, variable.Factors.ToList().FindIndex(factor => factor.Kind == FactorKind.P)),
                    variable.Name,
                    declaration.Variables[below].Name,
                    Candidates.Proposal(declaration, position) is { } proposal
                        ? $"add {proposal} if it is latent, or [Observed] if it is data"
                        : "write [Observed] if it is data; if it is latent, it needs a density that can be reparameterised, such as Normal, and a Q");
            }
        }
    }

    /// <summary>Proposals that nothing of the datum reaches. An auxiliary may be drawn so: what is proposed from it can see the data.</summary>
    private static IEnumerable<Finding> Proposals(Declaration declaration)
    {
        var q = Conditions.Reaching(declaration, FactorKind.Q);
        var p = Conditions.Reaching(declaration, FactorKind.P);
        var generating = Generating(declaration);
        var observed = Positions(declaration).Where(position => Roles.Of(declaration.Variables[position]) == Role.Observed).ToList();
        if (observed.Count == 0)
            yield break;
        foreach (var position in Positions(declaration).Where(generating.Contains))
        {
            var variable = declaration.Variables[position];
            if (Roles.Of(variable) != Role.Latent || q.Ancestors(position).Any(other => Roles.Of(declaration.Variables[other]) is Role.Observed or Role.Given))
                continue;
            var seen = observed.Where(other => p.Ancestors(other).Contains(position)).DefaultIfEmpty(observed[0]).First();
            var factor = variable.Factor(FactorKind.Q)!;
            yield return UseRules.IgnoresData.At(
                new(Part.Factor, position, variable.Factors.ToList().IndexOf(factor)), variable.Name, declaration.Variables[seen].Name, factor.Density.Name);
        }
    }

    /// <summary>Distinct heads of a single proposal.</summary>
    private static IEnumerable<Finding> Distinct(Declaration declaration) => declaration.Options.Samples > 1 ? [] :
        from at in declaration.Variables.Select((variable, position) => (variable, position))
        from of in at.variable.Factors.Select((factor, position) => (factor, position))
        where of.factor.IsDistinct
        select UseRules.DistinctAlone.At(
            new(Part.FactorArgument, at.position, of.position, Name: "Distinct"), of.factor.Kind.ToString(), at.variable.Name);

    /// <summary>Distinct heads of which there is one for all samples.</summary>
    private static IEnumerable<Finding> Heads(Declaration declaration) => declaration.Options is { Heads: 1, Samples: > 1 and var samples }
        ? [UseRules.OneHead.At(new(Part.ModelArgument, Name: "Heads"), samples.Invariant())]
        : [];

    /// <summary>An α of a single proposal: every power mean of one weight is that weight.</summary>
    private static IEnumerable<Finding> Alpha(Declaration declaration) =>
        declaration.Options is { Samples: 1, Alpha: > 0 } ? [UseRules.AlphaAlone.At(new(Part.ModelArgument, Name: "Alpha"))] : [];

    /// <summary>The positions of all that data or a target are generated from.</summary>
    private static HashSet<int> Generating(Declaration declaration)
    {
        var graph = Conditions.Reaching(declaration, FactorKind.P);
        return [.. Positions(declaration).Where(position => IsExplained(declaration.Variables[position])).SelectMany(graph.Ancestors)];
    }

    private static bool IsExplained(VariableDeclaration variable) => Roles.Of(variable) == Role.Observed || variable.Target is not null;

    private static IEnumerable<int> Positions(Declaration declaration) => Enumerable.Range(0, declaration.Variables.Count);
}
