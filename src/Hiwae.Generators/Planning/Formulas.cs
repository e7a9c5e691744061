using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Planning;

/// <summary>The mathematics of a declaration as text.</summary>
internal static class Formulas
{
    /// <summary>A factor, such as <c>q_j(z | z0, x)</c>.</summary>
    public static string Title(FactorDeclaration factor, VariableDeclaration variable) =>
        Density(factor, Subject(variable), factor.Conditions.Select(Symbol));

    /// <summary>A feature, such as <c>h = Encoder(x)</c>; the context follows a semicolon.</summary>
    public static string Title(FeatureDeclaration feature, VariableDeclaration variable)
    {
        var context = feature.Context is null ? "" : "; " + Symbol(feature.Context);
        return $"{Symbol(variable.Name)} = {feature.Net.Name}({string.Join(", ", feature.Parents.Select(Symbol))}{context})";
    }

    /// <summary>The features, the factorisation, the weights and the bound, line by line.</summary>
    public static IEnumerable<string> Of(Declaration declaration)
    {
        foreach (var variable in declaration.Variables)
        {
            if (variable.Feature is { } feature)
                yield return Title(feature, variable);
        }

        foreach (var kind in new[] { FactorKind.P, FactorKind.Q, FactorKind.R })
        {
            var factors = Factors(declaration, kind).ToList();
            var product = string.Join(" ", factors.Select(pair => Title(pair.Factor, pair.Variable)));
            if (product.Length > 0)
                yield return string.Join(",  ", factors.SelectMany(pair => Mixture(pair.Factor, pair.Variable)).Prepend(product));
        }

        yield return "";
        foreach (var line in new Estimator(declaration).Lines())
            yield return line;
    }

    /// <summary>What a mixture is a mixture of.</summary>
    private static IEnumerable<string> Mixture(FactorDeclaration factor, VariableDeclaration variable)
    {
        if (factor.PseudoInputs > 0)
        {
            var q = variable.Factor(FactorKind.Q)!;
            var inputs = q.Parents.Select(parent => q.Parents.Count == 1 ? "u_c" : $"u_c,{Symbol(parent)}");
            yield return $"{Title(factor, variable)} = 1/{factor.PseudoInputs.Invariant()} Σ_c {Density(q, Subject(variable), inputs)}";
        }
        else if (factor.Components > 1)
        {
            var name = Symbol(factor.Kind.ToString());
            var title = Title(factor, variable);
            var arguments = title.Substring(title.IndexOf('('));
            yield return $"{title} = Σ_c π_c {name}_{(factor.IsDistinct ? "j," : "")}c{arguments}";
        }
    }

    private static IEnumerable<(VariableDeclaration Variable, FactorDeclaration Factor)> Factors(Declaration declaration, FactorKind kind) =>
        declaration.Variables.SelectMany(variable => variable.Factors.Where(f => f.Kind == kind).Select(factor => (variable, factor)));

    private static string Density(FactorDeclaration factor, string variable, IEnumerable<string> conditions, string proposal = "j")
    {
        var condition = string.Join(", ", conditions);
        var name = (factor.IsTarget ? "p̃" : Symbol(factor.Kind.ToString())) + (factor.IsDistinct ? "_" + proposal : "");
        return condition.Length == 0 ? $"{name}({variable})" : $"{name}({variable} | {condition})";
    }

    /// <summary>A variable where its density is meant: of one with a mask, only what is present.</summary>
    private static string Subject(VariableDeclaration variable) => Symbol(variable.Name) + (variable.Mask is null ? "" : "_obs");

    private static string Symbol(string name) => name.ToLowerInvariant();

    /// <summary>The weights and the bound.</summary>
    private sealed class Estimator(Declaration declaration)
    {
        private readonly HashSet<string> plate = Roles.InPlate(declaration);

        public IEnumerable<string> Lines()
        {
            var samples = declaration.Options.Samples.Invariant();
            yield return $"log w_j = {LogWeight()}";
            if (declaration.Options.Samples == 1)
            {
                yield return $"{"L_1",-7} = E log w_1 ≤ {Evidence()}";
                yield break;
            }

            yield return $"{"π_j",-7} = {Share()}";
            yield return $"{"L_" + samples,-7} = E log Σ_j π_j w_j ≤ {Evidence()}";
        }

        /// <summary>The log-density of the observed variables given what P is conditioned on, be it through features.</summary>
        private string Evidence()
        {
            if (declaration.Variables.Any(variable => variable.Target is not null))
                return Normaliser();
            var observed = string.Join(", ", declaration.Variables.Where(variable => Roles.Of(variable) == Role.Observed).Select(Subject));
            var generation = Conditions.Of(declaration, FactorKind.P);
            var needed = new HashSet<int>(Enumerable.Range(0, declaration.Variables.Count)
                .Where(position => declaration.Variables[position].Factor(FactorKind.P) is not null)
                .SelectMany(generation.Ancestors));
            var given = declaration.Variables
                .Where((variable, position) => Roles.Of(variable) == Role.Given && needed.Contains(position))
                .Select(variable => Symbol(variable.Name))
                .ToList();
            return given.Count == 0 ? $"log p({observed})" : $"log p({observed} | {string.Join(", ", given)})";
        }

        /// <summary>The logarithm of the integral of p where it need not be normalised.</summary>
        private string Normaliser()
        {
            var joint = string.Join(" ", Factors(declaration, FactorKind.P).Select(pair => Title(pair.Factor, pair.Variable)));
            var latents = declaration.Variables.Where(variable => Roles.Of(variable) == Role.Latent).Select(variable => "d" + Symbol(variable.Name)).ToList();
            return $"log {new string('∫', latents.Count)} {joint} {string.Join(" ", latents)}";
        }

        private string LogWeight()
        {
            var added = new[] { FactorKind.P, FactorKind.R }
                .SelectMany(kind => Factors(declaration, kind))
                .Select(pair => "log " + AtSample(pair.Variable, pair.Factor, "j"));
            var subtracted = Factors(declaration, FactorKind.Q).Select(pair => " − log " + AtSample(pair.Variable, pair.Factor, "j"));
            return string.Join(" + ", added) + string.Concat(subtracted);
        }

        private string Share()
        {
            var weights = declaration.Options.Weights.Name;
            if (weights == Weightings.Uniform)
                return $"1/{declaration.Options.Samples.Invariant()}";
            if (weights == Weightings.Learned)
                return "exp(a_j) / Σ_i exp(a_i)";
            var compared = Factors(declaration, FactorKind.Q).Where(pair => pair.Factor.IsDistinct).ToList();
            string Product(string proposal) => string.Join(" ", compared.Select(pair => AtSample(pair.Variable, pair.Factor, proposal)));
            return weights switch
            {
                Weightings.Power => $"({Product("j")})^β / Σ_i ({Product("i")})^β, β = {(declaration.Options.Beta ?? 1).Invariant()}",
                Weightings.Maximum => $"1 if {Product("j")} = max_i {Product("i")}, else 0",
                _ => $"{Product("j")} / Σ_i {Product("i")}",
            };
        }

        /// <summary>A factor of proposal <paramref name="proposal"/> at sample j.</summary>
        private string AtSample(VariableDeclaration variable, FactorDeclaration factor, string proposal)
        {
            string Index(string name) => plate.Contains(name) ? "_j" : "";
            return Density(
                factor, Subject(variable) + Index(variable.Name), factor.Conditions.Select(name => Symbol(name) + Index(name)), proposal);
        }
    }
}
