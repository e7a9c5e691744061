using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Which variable of a declaration was probably meant to have a role that it has not, and what would give it.</summary>
internal static class Candidates
{
    /// <summary>Of a model without an observed variable, what would make one: of the variables from which nothing is generated the first that is itself generated.</summary>
    public static string Observed(Declaration declaration)
    {
        var graph = Sound(declaration);
        var parents = graph is null ? [] : Positions(declaration).SelectMany(position => graph.Ancestors(position)).ToList();
        var leaf = graph is null ? null : Positions(declaration)
            .Where(position => !parents.Contains(position) && declaration.Variables[position].Factor(FactorKind.P) is { HasInputs: true })
            .Select(position => declaration.Variables[position])
            .FirstOrDefault(variable => Roles.Of(variable) == Role.Latent);
        return leaf is null ? "give one variable P alone" : $"remove the Q of {leaf.Name}, so that it has P alone";
    }

    /// <summary>
    /// Of a model without a latent variable, the position of the one that would be it, or −1, and what is missing: it is the first that another is generated from, and
    /// that does not say that it is observed.
    /// </summary>
    public static (int Position, string Remedy) Latent(Declaration declaration)
    {
        var parents = Sound(declaration) is { } graph ? Positions(declaration).SelectMany(position => graph.Ancestors(position)).ToList() : [];
        foreach (var position in Positions(declaration).Where(parents.Contains))
        {
            var variable = declaration.Variables[position];
            if (Roles.Of(variable) == Role.Observed && !IsMeant(variable) && Proposal(declaration, position) is { } proposal)
                return (position, $"{variable.Name} has P alone, which makes it observed: add {proposal} to make it latent");
        }

        var data = declaration.Variables.First(variable => Roles.Of(variable) == Role.Observed).Name;
        return (-1, $"add one, such as '[Shape(50), P<Normal>, Q<Normal>(nameof({data}))] Tensor {Free(declaration)}', and make it a parent of P of {data}");
    }

    /// <summary>Whether an observed variable says that it is meant to be.</summary>
    public static bool IsMeant(VariableDeclaration variable) => variable.IsObserved || variable.Mask is not null;

    /// <summary>A Q for a variable that has P alone: on what is generated from it, without a circle; null where its density cannot be proposed from.</summary>
    public static string? Proposal(Declaration declaration, int position)
    {
        var density = declaration.Variables[position].Factor(FactorKind.P)!.Density;
        var parents = ProposalParents(declaration, position);
        return density.IsReparameterised && parents.Count > 0 ? $"Q<{density.Name}>({string.Join(", ", parents.Select(parent => $"nameof({parent})"))})" : null;
    }

    /// <summary>The names of the parents of that Q: the latent variables generated from it directly, or where these are proposed from it what is observed below it.</summary>
    public static IReadOnlyList<string> ProposalParents(Declaration declaration, int position)
    {
        var (p, q) = (Conditions.Reaching(declaration, FactorKind.P), Conditions.Reaching(declaration, FactorKind.Q));
        var name = declaration.Variables[position].Name;
        var children = Positions(declaration)
            .Where(child => declaration.Variables[child].Factor(FactorKind.P)?.Conditions.Contains(name) == true)
            .Where(child => Roles.Of(declaration.Variables[child]) == Role.Latent && !q.Ancestors(child).Contains(position))
            .ToList();
        if (children.Count == 0)
            children = [.. Positions(declaration).Where(child => Roles.Of(declaration.Variables[child]) == Role.Observed && p.Ancestors(child).Contains(position))];
        return [.. children.Select(child => declaration.Variables[child].Name)];
    }

    /// <summary>The graph of the generative factors, or null where a parent does not exist or there is a cycle.</summary>
    private static Graph? Sound(Declaration declaration)
    {
        HashSet<string> names = [.. declaration.Variables.Select(variable => variable.Name)];
        return Conditioned.Of(declaration).All(of => of.Reads.All(names.Contains)) ? Conditions.Reaching(declaration, FactorKind.P) : null;
    }

    private static IEnumerable<int> Positions(Declaration declaration) => Enumerable.Range(0, declaration.Variables.Count);

    private static string Free(Declaration declaration) =>
        new[] { "Z", "Latent", "LatentCode" }.First(name => declaration.Variables.All(variable => Text.Snake(variable.Name) != Text.Snake(name)));
}
