using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Whether what is summed over has states, few enough of them, and stands where a sum reaches it.</summary>
internal static class EnumerationChecks
{
    /// <summary>The most joint states.</summary>
    public const int MostStates = 4096;

    /// <summary>Whether variables that are to be summed over are latent ones with P alone, and have few enough states.</summary>
    public static IEnumerable<Finding> Variables(Declaration declaration)
    {
        Finding[] misused =
        [
            .. from at in declaration.Variables.Select((variable, position) => (variable, position))
               where at.variable.IsEnumerated
               let fault = Misuse(at.variable)
               where fault is not null
               select EnumerationRules.NotEnumerable.At(new(Part.Enumerated, at.position), at.variable.Name, fault.Value.Fault, fault.Value.Remedy),
        ];
        return misused.Length > 0 ? misused : States(declaration);
    }

    /// <summary>Whether what is drawn, or a feature, is conditioned on what is summed over.</summary>
    public static IEnumerable<Finding> Uses(Declaration declaration)
    {
        HashSet<string> enumerated = [.. declaration.Variables.Where(variable => variable.IsEnumerated).Select(variable => variable.Name)];
        return from of in Conditioned.Of(declaration)
               where of.Kind != FactorKind.P
               from index in Enumerable.Range(0, of.Reads.Count)
               where enumerated.Contains(of.Reads[index])
               select EnumerationRules.ConditionedOn.At(
                   of.PathOf(index),
                   of.Title,
                   of.Reads[index],
                   of.Kind is null ? "name it among the parents of P itself, whose network can do what the feature does" : "remove it from the parents");
    }

    private static IEnumerable<Finding> States(Declaration declaration)
    {
        (VariableDeclaration Variable, int Position)[] summed =
        [
            .. declaration.Variables.Select((variable, position) => (variable, position)).Where(at => Roles.Of(at.variable) == Role.Enumerated && IsFinite(at.variable)),
        ];
        var product = summed.Aggregate(1.0, (all, at) => all * States(at.Variable));
        if (product <= MostStates)
            yield break;
        var (last, position) = summed[summed.Length - 1];
        var isPlain = summed.Length == 1 && IsOneHot(last);
        yield return EnumerationRules.TooMany.At(
            new(Part.Enumerated, position),
            string.Join(" and ", summed.Select(at => at.Variable.Name)),
            $"{(summed.Length == 1 ? "has" : "have")} {string.Join(" · ", summed.Select(at => Count(at.Variable)))}{(isPlain ? "" : $" = {Number(product)}")}",
            Number(MostStates));
    }

    private static bool IsFinite(VariableDeclaration variable) => variable.Factor(FactorKind.P)!.Density is { IsDeclared: true, Rejected: null, Support.Name: "OneHot" or "Binary" };

    private static bool IsOneHot(VariableDeclaration variable) => variable.Factor(FactorKind.P)!.Density.Support.Name == "OneHot";

    private static string Count(VariableDeclaration variable) => IsOneHot(variable) ? Number(variable.Size) : $"2^{Number(variable.Size)}";

    private static double States(VariableDeclaration variable) => IsOneHot(variable) ? variable.Size : Math.Pow(2, variable.Size);

    private static string Number(double value) => value < 1e15 ? ((long)value).Invariant() : value.ToString("0.#e0", System.Globalization.CultureInfo.InvariantCulture);

    private static (string Fault, string Remedy)? Misuse(VariableDeclaration variable) => variable switch
    {
        _ when Roles.Of(variable) is null => null, // Said elsewhere.
        { Target: not null } when variable.Factor(FactorKind.Q) is null => null,
        { Target: not null } => ("has a target", "remove [Enumerated], or write P of a density with finitely many values in the place of the target"),
        { IsGiven: true } => ("is given", "remove one of the two"),
        { Feature: not null } => ("is a feature", "remove [Enumerated]"),
        _ when variable.Factor(FactorKind.P) is null => ("has no P", "write P of a density with finitely many values, and no other factor"),
        _ when variable.Factor(FactorKind.Q) is { } q => ($"has Q<{q.Density.Name}> too, and what is summed over is not drawn", "remove Q, or [Enumerated]"),
        { IsObserved: true } => ("is [Observed]", "remove one of the two"),
        _ when variable.Factor(FactorKind.P) is { Flow: not null } => ("has a flow", "remove the flow"),
        _ when !IsFinite(variable) && variable.Factor(FactorKind.P)!.Density is { IsDeclared: true, Rejected: null } density =>
            ($"has P<{density.Name}> on {density.Support.Name}, which has no finite number of states", "write Categorical or Bernoulli, or remove [Enumerated] and add a Q"),
        _ => null,
    };
}
