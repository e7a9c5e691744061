using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
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
        writer.Indented($"]){Initialiser(Options(plan))};");
        writer.Line($$"""

            /// <inheritdoc/>
            public {{Names.List}}<{{Names.Torch}}.Tensor> Variables => {{CodeWriter.List(plan.Variables.Select(variable => variable.Property))}};

            /// <inheritdoc/>
            public void Dispose()
            {
                foreach (var value in Variables)
                    value.Dispose();
            }

            {{CreateNetwork(plan.Record, "new(noise, samples, heads)")}}
            """);
    }

    /// <summary>The function that makes a network, as of its own type, and as the interface asks for it.</summary>
    public static string CreateNetwork(RecordIdentity record, string body) => $$"""
        /// <inheritdoc cref="{{Names.Runtime}}.IModel{TSelf}.CreateNetwork({{Names.Runtime}}.Noise, int?, int?)"/>
        public static Network CreateNetwork({{Names.Runtime}}.Noise noise, int? samples = null, int? heads = null) => {{body}};

        static {{Names.Runtime}}.ModelNetwork<{{record.GlobalName}}> {{Names.Runtime}}.IModel<{{record.GlobalName}}>.CreateNetwork({{Names.Runtime}}.Noise noise, int? samples, int? heads) =>
            CreateNetwork(noise, samples, heads);
        """;

    private static void EmitVariable(CodeWriter writer, Plan plan, int position)
    {
        var variable = plan.Variables[position];
        string[] factors =
        [
            .. plan.Factors.Where(factor => factor.Variable == position).Select(factor => $"        {Factor(plan, factor)},"),
            .. variable.Role == Role.Enumerated ? [$"        {Posterior(plan, position)},"] : Array.Empty<string>(),
        ];
        var start = $"new({Literal(variable.Name)}, {Names.Runtime}.Role.{(variable.Role == Role.Enumerated ? Role.Latent : variable.Role)}, InPlate: {Flag(variable.InPlate)}, {CodeWriter.List(variable.Shape)},";
        writer.Indented(factors.Length == 0
            ? $"    {start} []){Initialiser(Options(plan, variable))},"
            : $"""
                {start}
                [
            {string.Join("\n", factors)}
                ]){Initialiser(Options(plan, variable))},
            """);
    }

    private static IEnumerable<string> Options(Plan plan)
    {
        if (plan.Heads is { } heads)
            yield return $"Heads = {heads.Invariant()}";
        if (plan.Beta is { } beta)
            yield return $"Beta = {beta.Invariant()}";
        if (plan.Alpha != 0)
            yield return $"Alpha = {plan.Alpha.Invariant()}";
        if (plan.IsFiltering)
            yield return "IsFiltering = true";
        if (!plan.KlWeight.Equals(1))
            yield return $"KlWeight = {plan.KlWeight.Invariant()}";
    }

    private static IEnumerable<string> Options(Plan plan, PlannedVariable variable)
    {
        if (variable.Mask is { } mask)
            yield return $"Mask = {Name(plan, mask.Variable)}";
        if (variable.Role == Role.Enumerated)
            yield return "IsEnumerated = true";
        if (variable.Steps > 0)
            yield return $"Steps = {variable.Steps.Invariant()}";
        if (variable.Columns.Count > 0)
            yield return $"Columns = [{string.Join(", ", variable.Columns.Select(Literal))}]";
        if (variable.Feature is { } feature)
        {
            string[] more =
            [
                .. feature.Context < 0 ? Array.Empty<string>() : [$"Context = {Name(plan, feature.Context)}"],
                .. feature.Previous.Count == 0 ? Array.Empty<string>() : [$"Previous = {List(plan, feature.Previous)}"],
            ];
            var context = Initialiser(more);
            yield return $"Feature = new({Literal(feature.Network.Net!)}, {Submodules.Layers(feature.Network)}, {List(plan, feature.Parents)}, "
                + $"{Literal(feature.Submodule)}){context}";
        }
    }

    private static string Factor(Plan plan, PlannedFactor factor) =>
        $"new({Names.Runtime}.FactorKind.{factor.Kind}, {Name(plan, factor.Variable)}, {Literal(factor.DensityName)}, "
        + $"{Names.Runtime}.Support.{factor.Support}, {List(plan, factor.Parents)}){Initialiser(Options(plan, factor))}";

    /// <summary>The posterior of a variable that is summed over: given all that it is generated from, or that is generated from it.</summary>
    private static string Posterior(Plan plan, int position)
    {
        var factor = plan.Generator(position);
        return $"new({Names.Runtime}.FactorKind.Q, {Name(plan, position)}, {Literal(factor.DensityName)}, {Names.Runtime}.Support.{factor.Support}, {List(plan, plan.Blanket(position))}) {{ IsExact = true }}";
    }

    private static IEnumerable<string> Options(Plan plan, PlannedFactor factor)
    {
        if (factor.Network is { } network && (network.NetType is not null || network.Hidden.Count > 0))
            yield return $"Layers = {Submodules.Layers(network)}";
        if (factor.Network?.Net is { } net)
            yield return $"Net = {Literal(net)}";
        if (factor.Context >= 0)
            yield return $"Context = {Name(plan, factor.Context)}";
        if (factor.Previous.Count > 0)
            yield return $"Previous = {List(plan, factor.Previous)}";
        if (factor.Components > 1)
            yield return $"Components = {factor.Components.Invariant()}";
        if (factor.PseudoInputs is { } inputs)
            yield return $"PseudoInputs = {inputs.Count.Invariant()}";
        if (factor.IsTarget)
            yield return "IsTarget = true";
        if (factor.IsDistinct)
            yield return "Distinct = true";
        if (factor.LacksVelocity)
            yield return "LacksVelocity = true";
        if (factor.Network?.Scale is { } scale)
            yield return $"Scale = {Names.Runtime}.Scale.{scale.From}";
        if (factor.Submodule is not null)
            yield return $"Submodule = {Literal(factor.Submodule)}";
        if (factor.Flow is { } flow)
            yield return $"Flow = new({Literal(flow.Name)}, {flow.Type}.Layers, {Literal(flow.Submodule)})";
    }

    private static string Initialiser(IEnumerable<string> options)
    {
        var list = string.Join(", ", options);
        return list.Length == 0 ? "" : $" {{ {list} }}";
    }

    private static string Name(Plan plan, int variable) => Literal(plan.Variables[variable].Name);

    private static string List(Plan plan, IEnumerable<int> variables) => CodeWriter.List(variables.Select(variable => Name(plan, variable)));

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Flag(bool value) => value ? "true" : "false";
}
