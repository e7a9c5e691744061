using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Words;

namespace Hiwae.Generators.Checking;

/// <summary>Whether what factors and features are conditioned on exists, can come before them, and is in their reach.</summary>
internal static class ParentChecks
{
    /// <summary>Conditions that do not exist, are listed twice, or are the variable itself.</summary>
    public static IEnumerable<Finding> Names(Declaration declaration)
    {
        var names = declaration.Variables.Select(variable => variable.Name).ToList();
        foreach (var (of, index, path) in Conditions(declaration))
        {
            var (parent, isPrevious) = (of.Reads[index], index >= of.Conditions.Count);
            if (!names.Contains(parent))
                yield return Unknown(declaration, path, parent);
            else if (parent == of.Variable.Name && !isPrevious)
                yield return ParentRules.OwnParent.At(path, of.Variable.Name, of.Kind is null ? "feature" : $"{of.Kind} factor");
            else if ((isPrevious ? of.Previous.Take(index - of.Conditions.Count) : of.Conditions.Take(index)).Contains(parent))
                yield return ParentRules.RepeatedParent.At(path, isPrevious ? $"Previous of {of.Title}" : of.Title, parent);
        }
    }

    /// <summary>Variables that are named as values.</summary>
    public static IEnumerable<Finding> Bare(Declaration declaration) =>
        from at in declaration.Variables.Select((variable, position) => (variable, position))
        from bare in at.variable.BareParents
        where declaration.Variables.Any(variable => variable.Name == bare.Name)
        select ParentRules.NotByName.At(new(Part.Parent, at.position, bare.Factor, bare.Index), bare.Name);

    /// <summary>A name that no variable has.</summary>
    public static Finding Unknown(Declaration declaration, DeclarationPath path, string name)
    {
        var names = declaration.Variables.Select(variable => variable.Name).ToList();
        return ParentRules.UnknownParent.At(path, declaration.Record.Name, name, Nearest.To(name, names) is { } nearest
            ? $"did you mean nameof({nearest})?"
            : $"write one of {string.Join(", ", names)} with nameof");
    }

    /// <summary>Cycles among the features, or among the factors of a kind, be it through features.</summary>
    public static IEnumerable<Finding> Cycles(Declaration declaration)
    {
        if (Model.Conditions.OfFeatures(declaration).Cycle() is { } features)
            return [Cycle(declaration, null, features)];
        return new[] { FactorKind.P, FactorKind.Q, FactorKind.R }
            .Select(kind => (kind, cycle: Model.Conditions.Of(declaration, kind).Cycle()))
            .Where(at => at.cycle is not null)
            .Select(at => Cycle(declaration, at.kind, at.cycle!));
    }

    /// <summary>Conditions out of reach: outside the generative model, or inside the plate.</summary>
    public static IEnumerable<Finding> Scopes(Declaration declaration)
    {
        var plate = Roles.InPlate(declaration);
        var names = declaration.Variables.Select(variable => variable.Name).ToList();
        var features = Model.Conditions.ReachingFeatures(declaration);
        foreach (var (of, index, path) in Conditions(declaration))
        {
            // The way from here through features to what is out of reach; through anything else it is another factor's matter.
            var parent = of.Reads[index];
            IReadOnlyList<string>? To(System.Func<VariableDeclaration, bool> wanted) =>
                features.Path(names.IndexOf(parent), node => wanted(declaration.Variables[node]))?.Select(node => names[node]).ToList();
            if (of.Kind == FactorKind.P && To(variable => Roles.Of(variable) == Role.Auxiliary) is { } toAuxiliary)
                yield return ParentRules.AuxiliaryInGenerative.At(path, of.Variable.Name, toAuxiliary.Last(), Way(of, toAuxiliary), parent);
            else if (of.Kind == FactorKind.Q && !plate.Contains(of.Variable.Name) && plate.Contains(parent) && Roles.Of(declaration.Variables[names.IndexOf(parent)]) != Role.Enumerated)
                yield return ParentRules.PlateParentOfShared.At(
                    path, of.Variable.Name, parent, Way(of, To(variable => variable.Feature is null && plate.Contains(variable.Name))!));
        }
    }

    /// <summary>The way through features; nothing where there are none in between.</summary>
    private static string Way(Conditioned of, IReadOnlyList<string> path) =>
        path.Count == 1 ? "" : $" ({string.Join(" ← ", path.Prepend(of.Variable.Name))})";

    private static Finding Cycle(Declaration declaration, FactorKind? kind, IReadOnlyList<int> cycle)
    {
        // In a graph of factors a cycle is reported at a factor's own parent, not at a feature's.
        var start = Enumerable.Range(0, cycle.Count).First(i => kind is null || declaration.Variables[cycle[i]].Feature is null);
        var names = cycle.Skip(start).Concat(cycle.Take(start + 1)).Select(node => declaration.Variables[node].Name).ToList();
        var (_, _, path) = Conditions(declaration).First(at =>
            at.Of.Variable.Name == names[0] && at.Of.Kind == kind && at.Of.Reads[at.Index] == names[1]);
        return ParentRules.Cycle.At(path, kind is null ? "features" : $"{kind} factors", string.Join(" ← ", names));
    }

    private static IEnumerable<(Conditioned Of, int Index, DeclarationPath Path)> Conditions(Declaration declaration) =>
        from of in Conditioned.Of(declaration)
        from index in Enumerable.Range(0, of.Reads.Count)
        select (of, index, of.PathOf(index));
}
