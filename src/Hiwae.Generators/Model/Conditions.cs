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

    private static Graph Of(Declaration declaration, System.Func<VariableDeclaration, IEnumerable<string>?> conditions)
    {
        var names = Names(declaration);
        return new([.. declaration.Variables.Select(variable =>
            (IReadOnlyList<int>)[.. ((variable.Feature?.Conditions ?? conditions(variable)) ?? []).Select(name => names.IndexOf(name))])]);
    }

    private static List<string> Names(Declaration declaration) => [.. declaration.Variables.Select(variable => variable.Name)];
}
