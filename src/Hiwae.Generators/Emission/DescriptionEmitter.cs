using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Emission;

/// <summary>The static description of the graph, and the members that lead to values and network.</summary>
internal static class DescriptionEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        writer.Line($$"""
            /// <inheritdoc/>
            public static {{Names.Runtime}}.ModelDescription Description { get; } = new(
            """);
        writer.Indented($"""
            {Literal(plan.Name)},
            {Literal(plan.Summary)},
            Samples: {plan.Samples.Invariant()},
            {Names.Runtime}.Weights.{plan.Weights},
            {Names.Runtime}.Gradient.{plan.Gradient},
            [
            """);
        for (var i = 0; i < plan.Variables.Count; i++)
            EmitVariable(writer, plan, i);
        writer.Indented(plan.Beta is { } beta ? $"]) {{ Beta = {beta.Invariant()} }};" : "]);");
        writer.Line($"""

            /// <inheritdoc/>
            public {Names.List}<{Names.Torch}.Tensor> Variables => {CodeWriter.List(plan.Variables.Select(variable => variable.Property))};

            /// <inheritdoc/>
            public static {Names.Runtime}.ModelNetwork<{plan.Record.GlobalName}> CreateNetwork({Names.Runtime}.Noise noise, int? samples = null) =>
                new Network(noise, samples);
            """);
    }

    private static void EmitVariable(CodeWriter writer, Plan plan, int position)
    {
        var variable = plan.Variables[position];
        var factors = plan.Factors.Where(factor => factor.Variable == position).Select(factor => $"        {Factor(plan, factor)},");
        writer.Indented($"""
                new({Literal(variable.Name)}, {Names.Runtime}.Role.{variable.Role}, InPlate: {Flag(variable.InPlate)}, {CodeWriter.List(variable.Shape)},
                [
            {string.Join("\n", factors)}
                ]),
            """);
    }

    private static string Factor(Plan plan, PlannedFactor factor)
    {
        var name = plan.VariableOf(factor).Name;
        var parents = CodeWriter.List(factor.Parents.Select(parent => Literal(plan.Variables[parent].Name)));
        var main = $"new({Names.Runtime}.FactorKind.{factor.Kind}, {Literal(name)}, {Literal(factor.DensityName)}, {Names.Runtime}.Support.{factor.Support}, {parents})";
        string[] options = [.. Options(factor)];
        return options.Length == 0 ? main : $"{main} {{ {string.Join(", ", options)} }}";
    }

    private static IEnumerable<string> Options(PlannedFactor factor)
    {
        if (factor.Hidden.Count > 0)
            yield return $"Layers = {Names.Networks}.Layer.Stack({CodeWriter.List(factor.Hidden)}, {Names.Runtime}.Activation.{factor.Activation})";
        if (factor.IsDistinct)
            yield return "Distinct = true";
        if (factor.Submodule is not null)
            yield return $"Submodule = {Literal(factor.Submodule)}";
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Flag(bool value) => value ? "true" : "false";
}
