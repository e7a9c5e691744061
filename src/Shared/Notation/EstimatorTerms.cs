using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Hiwae.Notation;

/// <summary>The weights and the bound of a model, as text (docs/method.md).</summary>
internal sealed class EstimatorTerms(ModelTerms model)
{
    /// <summary>log w_j.</summary>
    public string LogWeight()
    {
        IEnumerable<string> Logs(string letter, bool areOfSteps = false) =>
            model.Of(letter).Where(factor => !model.IsSummed(factor) && factor.IsOfStep == areOfSteps).Select(factor => "log " + model.AtSample(factor));
        string Ratio(IEnumerable<string> above, IEnumerable<string> below) => string.Join(" + ", above) + string.Concat(below.Select(log => " − " + log));
        string[] steps = model.Factors.Any(factor => factor.IsOfStep) ? [$"Σ_t [{Ratio(Logs("p", true).Concat(Logs("r", true)), Logs("q", true))}]"] : [];
        return Ratio(Sum().Concat(Logs("p")).Concat(Logs("r")).Concat(steps), Logs("q"));
    }

    /// <summary>The logarithm of what is summed over, such as <c>log Σ_c p(x | z_j, c) p(c)</c>; nothing where nothing is.</summary>
    private IEnumerable<string> Sum()
    {
        if (Over() is { Length: > 0 } over)
            yield return $"log {over}{string.Join(" ", model.Of("p").Where(model.IsSummed).Select(factor => model.AtSample(factor)))}";
    }

    /// <summary>The sign of the sum over enumerated variables, such as <c>Σ_c </c>; empty where there are none.</summary>
    private string Over()
    {
        string[] over = [.. model.Variables.Where(variable => variable.IsEnumerated).Select(variable => Symbols.Of(variable.Name))];
        return over.Length == 0 ? "" : $"Σ_{string.Join(",", over)} ";
    }

    /// <summary>π_j.</summary>
    public string Share() => model.Samples == 1 ? "1" : model.Weights switch
    {
        "Uniform" => FormattableString.Invariant($"1/{model.Samples}"),
        "Learned" => "exp(a_j) / Σ_i exp(a_i)",
        "Balance" => $"{Compared("j")} / Σ_i {Compared("i")}",
        "Power" => $"({Compared("j")})^β / Σ_i ({Compared("i")})^β, β = {model.Beta.ToString("R", CultureInfo.InvariantCulture)}",
        "Maximum" => $"1 if {Compared("j")} = max_i {Compared("i")}, else 0",
        var weights => throw new ArgumentException($"No weights are called {weights}."),
    };

    /// <summary>The bound's symbol: L_K, and with an α that counts L_K^α.</summary>
    public string BoundName() => FormattableString.Invariant($"L_{model.Samples}{(HasPowers ? "^α" : "")}");

    /// <summary>Which head a sample comes from, where there are fewer heads than samples; null where each sample has its own.</summary>
    public string? Turns() => model.IsFiltering
        ? FormattableString.Invariant($"after every step the {model.Samples} samples are drawn anew from each other by the factors w_j,t of that step; ŵ = Π_t 1/{model.Samples} Σ_j w_j,t")
        : model.Heads >= model.Samples || !model.Factors.Any(factor => factor.IsDistinct)
        ? null
        : FormattableString.Invariant($"sample j comes from head j mod {model.Heads}, {model.Samples / model.Heads} samples from each of {model.Heads} heads");

    /// <summary>L_K, and what it is below.</summary>
    public string Bound() =>
        $"{Objective()} ≤ log {Evidence()}{(HasPowers ? $", α = {model.Alpha.ToString("R", CultureInfo.InvariantCulture)}" : "")}";

    /// <summary>What is trained. With weights that compare proposals, K π_j w_j is the weight of their mixture, of which an α takes powers.</summary>
    public string Objective() => model.Samples == 1 ? "E log w_1"
        : model.IsFiltering ? "E log ŵ"
        : !HasPowers ? "E log Σ_j π_j w_j"
        : model.Weights == "Balance" ? FormattableString.Invariant($"(1−α)⁻¹ E log 1/{model.Samples} Σ_j ({model.Samples} π_j w_j)^(1−α)")
        : "(1−α)⁻¹ E log Σ_j π_j w_j^(1−α)";

    /// <summary>
    /// What training puts in the place of log(π_j w_j) where the cost of z has a weight of its own, such as <c>log p(x | z_j) + β (log w_j − log p(x | z_j)), β = 4</c>; null where it is that of the
    /// bound.
    /// </summary>
    public string? Trained()
    {
        if (model.KlWeight.Equals(1))
            return null;
        FactorTerm[] observed = [.. model.Of("p").Where(factor => (factor.IsTarget || model.Find(factor.Variable).IsObserved) && !model.IsSummed(factor))];
        string Logs(string sign) => string.Join($" {sign} ", Sum().Concat(observed.Select(factor => "log " + model.AtSample(factor))));
        var (whole, count) = model.Samples == 1 ? ("log w_j", "") : (FormattableString.Invariant($"log({model.Samples} π_j w_j)"), FormattableString.Invariant($" − log {model.Samples}"));
        return $"{Logs("+")} + β ({whole} − {Logs("−")}){count}, β = {model.KlWeight.ToString("R", CultureInfo.InvariantCulture)}";
    }

    /// <summary>
    /// The density of what is observed given what generation is conditioned on, be it through features, such as
    /// <c>p(x | y)</c>; of a target, its integral.
    /// </summary>
    public string Evidence()
    {
        if (model.Factors.Any(factor => factor.IsTarget))
            return Symbols.Integral(Over() + model.Product("p"), model.Variables.Where(variable => variable is { IsLatent: true, IsEnumerated: false }).Select(variable => variable.Name));
        var needed = Generating();
        var observed = string.Join(", ", model.Variables.Where(variable => variable.IsObserved).Select(variable => variable.Subject));
        var given = string.Join(", ", model.Variables.Where(variable => variable.IsGiven && needed.Contains(variable.Name)).Select(variable => Symbols.Of(variable.Name)));
        return $"p({observed}{(given.Length == 0 ? "" : " | ")}{given})";
    }

    /// <summary>The product of what tells proposals apart, at sample j.</summary>
    public string Compared(string proposal) =>
        string.Join(" ", model.Of("q").Where(factor => factor.IsDistinct).Select(factor => model.AtSample(factor, proposal)));

    private bool HasPowers => model.Samples > 1 && model.Alpha > 0;

    /// <summary>Names of all that P is conditioned on, directly or not.</summary>
    private HashSet<string> Generating()
    {
        var needed = new HashSet<string>();
        void Visit(VariableTerm variable)
        {
            foreach (var name in variable.Feature?.Conditions ?? variable.Factors.Where(factor => factor.Letter == "p").SelectMany(factor => factor.Conditions))
            {
                if (needed.Add(name))
                    Visit(model.Find(name));
            }
        }

        foreach (var variable in model.Variables.Where(variable => variable.Has("p")))
            Visit(variable);
        return needed;
    }
}

/// <summary>Variables as they stand in formulas.</summary>
internal static class Symbols
{
    /// <summary>A variable.</summary>
    public static string Of(string variable) => variable.ToLowerInvariant();

    /// <summary>A variable where its own density is meant: of one with a mask, only what is present.</summary>
    public static string Subject(string variable, bool isMasked) => Of(variable) + (isMasked ? "_obs" : "");

    /// <summary>An integral over variables, such as <c>∫ p̃(z) dz</c>.</summary>
    public static string Integral(string body, IEnumerable<string> variables)
    {
        string[] differentials = [.. variables.Select(variable => "d" + Of(variable))];
        return $"{new string('∫', differentials.Length)} {body} {string.Join(" ", differentials)}".Trim();
    }
}
