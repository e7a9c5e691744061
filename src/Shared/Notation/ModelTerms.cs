using System;
using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Notation;

/// <summary>A model, as far as its formulas show it.</summary>
/// <param name="Variables">In the order of declaration.</param>
/// <param name="Samples">K.</param>
/// <param name="Heads">S, the number of heads that distinct factors have, and samples take in turn.</param>
/// <param name="Weights">The member of the enumeration of weights.</param>
/// <param name="Beta">β of power weights.</param>
/// <param name="Alpha">α of the bound.</param>
/// <param name="KlWeight">The weight that training gives to everything but what is observed.</param>
internal sealed record ModelTerms(IReadOnlyList<VariableTerm> Variables, int Samples, int Heads, string Weights, double Beta, double Alpha, double KlWeight)
{
    /// <summary>Whether samples are drawn anew by their weights after every step.</summary>
    public bool IsFiltering { get; init; }

    public IEnumerable<FactorTerm> Factors => Variables.SelectMany(variable => variable.Factors);

    /// <summary>The factors of one kind, in the order of declaration.</summary>
    public IEnumerable<FactorTerm> Of(string letter) => Factors.Where(factor => factor.Letter == letter);

    public VariableTerm Find(string name) => Variables.First(variable => variable.Name == name);

    /// <summary>Whether a factor is in the sum over enumerated variables.</summary>
    public bool IsSummed(FactorTerm factor) => factor.Letter == "p" && factor.Conditions.Append(factor.Variable).Any(name => Find(name).IsEnumerated);

    /// <summary>All factors of one kind, such as <c>p(x | z) p(z)</c>; empty where there are none.</summary>
    public string Product(string letter)
    {
        string Titles(bool areOfSteps) => string.Join(" ", Of(letter).Where(factor => factor.IsOfStep == areOfSteps).Select(factor => factor.Title()));
        return string.Join(" ", new[] { Titles(false), Titles(true) is { Length: > 0 } steps ? $"Π_t {steps}" : "" }.Where(product => product.Length > 0));
    }

    /// <summary>A factor at sample j, such as <c>q_i(z_j | z0, x)</c>: what is in the plate carries an index.</summary>
    public string AtSample(FactorTerm factor, string proposal = "j") =>
        factor.Title(proposal, name => Find(name) is { IsInPlate: true, IsEnumerated: false } ? "_j" : "");

    /// <summary>The components of a mixture, such as <c>p_θ(z) = Σ_c π_c p_c(z)</c>; null for any other factor.</summary>
    public string? Mixture(FactorTerm factor)
    {
        var title = factor.Title();
        if (factor.PseudoInputs > 0)
        {
            var q = Of("q").First(other => other.Variable == factor.Variable);
            string[] inputs = [.. q.Parents.Select(parent => q.Parents.Count == 1 ? "u_c" : $"u_c,{Symbols.Of(parent)}")];
            return FormattableString.Invariant($"{title} = 1/{factor.PseudoInputs} Σ_c {q.Title(inputs)}");
        }

        if (factor.Flow is not null)
            title = factor.BaseTitle();
        return factor.Components > 1
            ? $"{title} = Σ_c π_c {factor.Letter}{(factor.Flow is null ? "" : "⁰")}_{(factor.IsDistinct ? "j," : "")}c{title.Substring(title.IndexOf('('))}"
            : null;
    }
}

/// <summary>A variable in formulas.</summary>
/// <param name="Name">As declared.</param>
/// <param name="IsInPlate">Whether it has one value per sample.</param>
/// <param name="IsGiven">Whether it is only conditioned on.</param>
/// <param name="IsMasked">Whether values may be missing.</param>
/// <param name="Feature">How it is computed; null where it is not.</param>
/// <param name="Factors">Its densities.</param>
internal sealed record VariableTerm(
    string Name, bool IsInPlate, bool IsGiven, bool IsMasked, FeatureTerm? Feature, IReadOnlyList<FactorTerm> Factors)
{
    /// <summary>Whether it is summed over.</summary>
    public bool IsEnumerated { get; init; }

    /// <summary>T of a variable of a sequence; 0 for any other.</summary>
    public int Steps { get; init; }

    public bool IsObserved => Has("p") && !Has("q") && !IsEnumerated;

    public bool IsLatent => Has("p") && (Has("q") || IsEnumerated);

    /// <summary>Where its own density is meant: of one with a mask, only what is present.</summary>
    public string Subject => Symbols.Subject(Name, IsMasked);

    public bool Has(string letter) => Factors.Any(factor => factor.Letter == letter);
}

/// <summary>A feature in formulas.</summary>
/// <param name="Net">The network's name.</param>
/// <param name="Parents">Names of the variables that it is computed from.</param>
/// <param name="Context">The name of the variable that conditions layers, or null.</param>
internal sealed record FeatureTerm(string Net, IReadOnlyList<string> Parents, string? Context)
{
    public IEnumerable<string> Conditions => Context is null ? Parents : Parents.Append(Context);

    /// <summary>How steps of a sequence are read.</summary>
    public StepTerm Steps { get; init; } = StepTerm.None;

    /// <summary>Such as <c>h = Encoder(x)</c>, or of a sequence <c>h_t = Cell(x_t, h_t−1)</c>; a context follows a semicolon.</summary>
    public string Title(string variable) =>
        $"{Steps.Own(variable)} = {Net}({string.Join(", ", Parents.Select(name => Steps.Now(name)).Concat(Steps.Before()))}{(Context is null ? "" : "; " + Steps.Now(Context))})";
}

/// <summary>What a factor or a feature reads of a sequence.</summary>
/// <param name="IsOfStep">Whether there is one for each step.</param>
/// <param name="Sequence">The names of the variables of the sequence.</param>
/// <param name="Previous">Of those whose value of the step before is read.</param>
internal sealed record StepTerm(bool IsOfStep, IReadOnlyList<string> Sequence, IReadOnlyList<string> Previous)
{
    /// <summary>Nothing of a sequence.</summary>
    public static StepTerm None { get; } = new(false, [], []);

    /// <summary>The variable of it itself.</summary>
    public string Own(string name, string subject = "", string index = "") => (subject.Length == 0 ? Symbols.Of(name) : subject) + Index(index, IsOfStep ? "t" : "");

    /// <summary>A variable of the same step; one of all steps, or of none, as it is.</summary>
    public string Now(string name, string index = "") => Symbols.Of(name) + Index(index, IsOfStep && Sequence.Contains(name) ? "t" : "");

    /// <summary>What of the step before is read.</summary>
    public IEnumerable<string> Before(Func<string, string>? index = null) => Previous.Select(name => Symbols.Of(name) + Index(index?.Invoke(name) ?? "", "t−1"));

    private static string Index(string sample, string step) => (sample.Length, step.Length) switch
    {
        (_, 0) => sample,
        (0, _) => "_" + step,
        _ => $"{sample},{step}",
    };
}

/// <summary>A density in formulas.</summary>
/// <param name="Letter">One of p, q and r.</param>
/// <param name="Variable">The name of its variable.</param>
/// <param name="Parents">Names of the variables conditioned on.</param>
/// <param name="Context">The name of the variable that conditions layers, or null.</param>
internal sealed record FactorTerm(string Letter, string Variable, IReadOnlyList<string> Parents, string? Context)
{
    public bool IsMasked { get; init; }

    /// <summary>Whether it need not be normalised, which a tilde shows.</summary>
    public bool IsTarget { get; init; }

    /// <summary>Whether it has no conditions but learned parameters, which θ shows: without it, p(z) is the fixed standard density.</summary>
    public bool IsLearned { get; init; }

    /// <summary>Whether each proposal has a density of its own, which an index shows.</summary>
    public bool IsDistinct { get; init; }

    public int Components { get; init; } = 1;

    public int PseudoInputs { get; init; }

    /// <summary>The name of the flow that makes the variable of a value of the density, or null.</summary>
    public string? Flow { get; init; }

    public IEnumerable<string> Conditions => Context is null ? Parents : Parents.Append(Context);

    /// <summary>How steps of a sequence are read.</summary>
    public StepTerm Steps { get; init; } = StepTerm.None;

    /// <summary>Whether there is one for each step of a sequence.</summary>
    public bool IsOfStep => Steps.IsOfStep;

    /// <summary>Such as <c>q_j(z | z0, x)</c>, or <c>p_θ(z)</c> where what it has no conditions for is learned.</summary>
    /// <param name="proposal">The index of the proposal, where each has its own.</param>
    /// <param name="index">What follows a variable's symbol; nothing by default.</param>
    public string Title(string proposal = "j", Func<string, string>? index = null)
    {
        string Index(string name) => index?.Invoke(name) ?? "";
        return Title(
            Steps.Own(Variable, Symbols.Subject(Variable, IsMasked), Index(Variable)), Conditions.Select(name => Steps.Now(name, Index(name))).Concat(Steps.Before(Index)), proposal);
    }

    /// <summary>The same under other conditions, such as <c>q(z | u_c)</c>.</summary>
    public string Title(IReadOnlyList<string> conditions) => Title(Symbols.Subject(Variable, IsMasked), conditions, "j");

    /// <summary>The density of the value u that a flow makes the variable of, such as <c>q⁰(u | x)</c>.</summary>
    public string BaseTitle() => Title("u", Conditions.Select(name => Steps.Now(name)).Concat(Steps.Before()), "j", "⁰");

    /// <summary>The factor by that density, such as <c>q(z | x) = q⁰(u | x) / |∂z/∂u|,  z = Bend(u)</c>; null where there is no flow.</summary>
    public string? Flowed() => Flow is null ? null : $"{Title()} = {BaseTitle()} / |∂{Symbols.Of(Variable)}/∂u|,  {Symbols.Of(Variable)} = {Flow}(u)";

    private string Title(string subject, IEnumerable<string> conditions, string proposal, string mark = "")
    {
        var condition = string.Join(", ", conditions);
        var indices = string.Join(",", new[] { IsLearned ? "θ" : "", IsDistinct ? proposal : "" }.Where(index => index.Length > 0));
        return $"{(IsTarget ? "p̃" : Letter)}{mark}{(indices.Length == 0 ? "" : "_")}{indices}({subject}{(condition.Length == 0 ? "" : " | ")}{condition})";
    }
}
