using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Planning;

/// <summary>The mathematics of a declaration as text.</summary>
internal static class Formulas
{
    /// <summary>A factor, such as <c>q_j(z | z0, x)</c>.</summary>
    public static string Title(FactorDeclaration factor, VariableDeclaration variable) =>
        Density(factor, Symbol(variable.Name), factor.Parents.Select(Symbol));

    /// <summary>The factorisation, the weights and the bound, line by line.</summary>
    public static IEnumerable<string> Of(Declaration declaration)
    {
        foreach (var kind in new[] { FactorKind.P, FactorKind.Q, FactorKind.R })
        {
            var titles = Factors(declaration, kind).Select(pair => Title(pair.Factor, pair.Variable)).ToList();
            if (titles.Count > 0)
                yield return string.Join(" ", titles);
        }

        yield return "";
        foreach (var line in Estimator(declaration))
            yield return line;
    }

    private static IEnumerable<string> Estimator(Declaration declaration)
    {
        var samples = declaration.Options.Samples.Invariant();
        var evidence = $"log p({string.Join(", ", declaration.Variables.Where(v => Roles.Of(v) == Role.Observed).Select(v => Symbol(v.Name)))})";
        yield return $"log w_j = {LogWeight(declaration)}";
        if (declaration.Options.Samples == 1)
        {
            yield return $"{"L_1",-7} = E log w_1 ≤ {evidence}";
            yield break;
        }

        yield return $"{"π_j",-7} = {Share(declaration)}";
        yield return $"{"L_" + samples,-7} = E log Σ_j π_j w_j ≤ {evidence}";
    }

    private static string LogWeight(Declaration declaration)
    {
        var added = new[] { FactorKind.P, FactorKind.R }
            .SelectMany(kind => Factors(declaration, kind))
            .Select(pair => "log " + AtSample(declaration, pair.Variable, pair.Factor, "j"));
        var subtracted = Factors(declaration, FactorKind.Q)
            .Select(pair => " − log " + AtSample(declaration, pair.Variable, pair.Factor, "j"));
        return string.Join(" + ", added) + string.Concat(subtracted);
    }

    private static string Share(Declaration declaration)
    {
        if (declaration.Options.Weights.Name == Weightings.Uniform)
            return $"1/{declaration.Options.Samples.Invariant()}";
        if (declaration.Options.Weights.Name == Weightings.Learned)
            return "exp(a_j) / Σ_i exp(a_i)";
        var compared = Factors(declaration, FactorKind.Q).Where(pair => pair.Factor.IsDistinct).ToList();
        string Product(string proposal) => string.Join(
            " ",
            compared.Select(pair => AtSample(declaration, pair.Variable, pair.Factor, proposal)));
        return declaration.Options.Weights.Name switch
        {
            Weightings.Power => $"({Product("j")})^β / Σ_i ({Product("i")})^β, β = {(declaration.Options.Beta ?? 1).Invariant()}",
            Weightings.Maximum => $"1 if {Product("j")} = max_i {Product("i")}, else 0",
            _ => $"{Product("j")} / Σ_i {Product("i")}",
        };
    }

    private static IEnumerable<(VariableDeclaration Variable, FactorDeclaration Factor)> Factors(Declaration declaration, FactorKind kind) =>
        declaration.Variables.SelectMany(variable => variable.Factors.Where(f => f.Kind == kind).Select(factor => (variable, factor)));

    /// <summary>A factor of proposal <paramref name="proposal"/> at sample j.</summary>
    private static string AtSample(Declaration declaration, VariableDeclaration variable, FactorDeclaration factor, string proposal)
    {
        string Indexed(string name) =>
            Symbol(name) + (Roles.InPlate(declaration.Variables.First(other => other.Name == name)) ? "_j" : "");
        return Density(factor, Indexed(variable.Name), factor.Parents.Select(Indexed), proposal);
    }

    private static string Density(FactorDeclaration factor, string variable, IEnumerable<string> parents, string proposal = "j")
    {
        var condition = string.Join(", ", parents);
        var name = Symbol(factor.Kind.ToString()) + (factor.IsDistinct ? "_" + proposal : "");
        return condition.Length == 0 ? $"{name}({variable})" : $"{name}({variable} | {condition})";
    }

    private static string Symbol(string name) => name.ToLowerInvariant();
}
