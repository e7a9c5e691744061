using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Generators.Model;

/// <summary>Conditional dependences as graphs over the positions of the variables.</summary>
internal static class Conditions
{
    /// <summary>The conditions of each variable's factor of a kind; a feature's own conditions belong to every kind.</summary>
    public static Graph Of(Declaration declaration, FactorKind kind) =>
        Of(declaration, variable => variable.Factor(kind)?.Conditions);

    /// <summary>The inputs of each feature.</summary>
    public static Graph OfFeatureParents(Declaration declaration) => Of(declaration, _ => null);

    /// <summary>The inputs of each feature that are features.</summary>
    public static Graph OfFeatures(Declaration declaration)
    {
        HashSet<string> features = [.. declaration.Variables.Where(variable => variable.Feature is not null).Select(variable => variable.Name)];
        var names = Names(declaration);
        return new([.. declaration.Variables.Select(variable =>
            (IReadOnlyList<int>)[.. (variable.Feature?.Conditions ?? []).Where(features.Contains).Select(name => names.IndexOf(name))])]);
    }

    /// <summary>The parents of each variable in the model: P, or where there is none R.</summary>
    public static Graph OfGeneration(Declaration declaration) =>
        Of(declaration, variable => (variable.Factor(FactorKind.P) ?? variable.Factor(FactorKind.R))?.Conditions);

    /// <summary>The same with what of the step before each variable is conditioned on: what leads to it, in which there may be circles.</summary>
    public static Graph Reaching(Declaration declaration, FactorKind kind)
    {
        var names = Names(declaration);
        return new([.. declaration.Variables.Select(variable =>
            (IReadOnlyList<int>)[.. ((variable.Feature?.Reads ?? variable.Factor(kind)?.Reads) ?? []).Select(name => names.IndexOf(name))])]);
    }

    /// <summary>The inputs of each feature, those of the step before among them.</summary>
    public static Graph ReachingFeatures(Declaration declaration)
    {
        var names = Names(declaration);
        return new([.. declaration.Variables.Select(variable => (IReadOnlyList<int>)[.. (variable.Feature?.Reads ?? []).Select(name => names.IndexOf(name))])]);
    }

    /// <summary>
    /// The positions in an order in which each comes after what it is conditioned on, the variables of a sequence next to each other. What these lead to comes behind them, everything else before.
    /// </summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="graph">What each variable is conditioned on, of the same step.</param>
    /// <param name="isThere">Whether a variable of a sequence is there as a whole before its steps, as data are.</param>
    public static IReadOnlyList<int> Order(Declaration declaration, Graph graph, System.Func<int, bool> isThere)
    {
        var sorted = graph.Sorted();
        if (declaration.Variables.All(variable => variable.Steps is null))
            return sorted;
        bool IsStep(int position) => declaration.Variables[position].Steps is not null;
        bool Follows(int position) => !IsStep(position) && graph.Ancestors(position).Any(other => IsStep(other) && !isThere(other));
        return [.. sorted.Where(position => !IsStep(position) && !Follows(position)), .. sorted.Where(IsStep), .. sorted.Where(Follows)];
    }

    private static Graph Of(Declaration declaration, System.Func<VariableDeclaration, IEnumerable<string>?> conditions)
    {
        var names = Names(declaration);
        return new([.. declaration.Variables.Select(variable =>
            (IReadOnlyList<int>)[.. ((variable.Feature?.Conditions ?? conditions(variable)) ?? []).Select(name => names.IndexOf(name))])]);
    }

    private static List<string> Names(Declaration declaration) => [.. declaration.Variables.Select(variable => variable.Name)];
}
