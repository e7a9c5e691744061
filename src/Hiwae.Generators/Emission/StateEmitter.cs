using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Emission;

/// <summary>The states of enumerated variables, and the sum over them.</summary>
internal static class StateEmitter
{
    /// <summary>The member of the network that holds the states.</summary>
    public static void EmitMember(CodeWriter writer, Plan plan)
    {
        if (!plan.Enumerated.Any())
            return;
        var variables = plan.Enumerated.Select(variable =>
            $"new {Names.Programs}.EnumeratedVariable({SymbolDisplay.FormatLiteral(variable.Name, quote: true)}, {Names.Runtime}.Support.{plan.Generator(plan.PositionOf(variable)).Support}, {variable.Size.Invariant()})");
        writer.Line()
            .Line($"/// <summary>Every state of {string.Join(" and ", plan.Enumerated.Select(variable => variable.Name))}.</summary>")
            .Line($"private static readonly {Names.Programs}.Enumeration states = new([")
            .Indented(string.Join(",\n", variables) + "]);");
    }

    /// <summary>The enumerated variables in every state, and for every state what their log-densities need besides.</summary>
    public static void EmitValues(CodeWriter writer, Plan plan)
    {
        if (!plan.Enumerated.Any())
            return;
        writer.Line($"\n// every state of {string.Join(" and ", plan.Enumerated.Select(variable => variable.Name))}, for each sample");
        foreach (var (variable, index) in plan.Enumerated.Select((variable, index) => (variable, index)))
            writer.Line($"var {variable.Local} = states.Values({index.Invariant()}, batch, samples, noise); // [batch, samples · states, {variable.Size.Invariant()}]");
        foreach (var variable in Repeated(plan))
            writer.Line($"var {variable.Each} = states.Repeat({variable.Point}); // [batch, samples · states, {variable.Size.Invariant()}]");
    }

    /// <summary>The sum over the states.</summary>
    public static void EmitSum(CodeWriter writer, Plan plan)
    {
        if (!plan.Enumerated.Any())
            return;
        string Terms(bool areObserved) => string.Join(", ", plan.Of(FactorKind.P)
            .Where(factor => plan.IsOfStates(factor) && IsObserved(plan, factor) == areObserved)
            .Select(factor => $"(\"{plan.VariableOf(factor).Name}\", {factor.Locals.LogDensity})"));
        writer.Line("\n// summed over the states, of which one is drawn for the trace")
            .Line($"var sum = new {Names.Runtime}.StateSum(")
            .Indented($"""
                states,
                batch,
                samples,
                noise,
                observed: [{Terms(areObserved: true)}],
                others: [{Terms(areObserved: false)}]);
                """);
    }

    /// <summary>Whether the warm-up of training leaves a factor as it is: what it is of is observed, or summed over.</summary>
    public static bool IsObserved(Plan plan, PlannedFactor factor) => factor.IsTarget || plan.VariableOf(factor).Role is Role.Observed or Role.Enumerated;

    private static IEnumerable<PlannedVariable> Repeated(Plan plan) => plan.Factors
        .Where(plan.IsOfStates)
        .SelectMany(factor => factor.Parents.Append(factor.Context).Append(factor.Variable))
        .Where(position => position >= 0 && plan.Variables[position] is { InPlate: true, Role: not Role.Enumerated })
        .Distinct()
        .OrderBy(position => position)
        .Select(position => plan.Variables[position]);
}
