using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The submodules of the factors, of the features, and of the weights.</summary>
internal static class Submodules
{
    /// <summary>The submodule of learned weights.</summary>
    public const string LearnedWeights = "pi";

    public static IEnumerable<Submodule> Of(Plan plan)
    {
        foreach (var factor in plan.Factors)
        {
            if (factor.Submodule is not null)
                yield return new(factor.Submodule, Type(factor), $"{factor.Title}, {factor.DensityName}", [.. Arguments(factor)]);
            if (factor.Flow is { } flow)
                yield return new(flow.Submodule, "Flow", $"The flow {flow.Name} of {factor.Title}", [flow.Size.Invariant(), $"{flow.Type}.Layers", "noise"]);
        }

        foreach (var variable in plan.Variables)
        {
            if (variable.Feature is { } feature)
                yield return new(feature.Submodule, "Net", feature.Title, [.. Arguments(feature.Network)]);
        }

        if (plan.Weights == Weightings.Learned)
            yield return new(LearnedWeights, nameof(LearnedWeights), "π_j, one for each head", ["Heads", "noise"]);
    }

    /// <summary>The layers of a network, as an expression.</summary>
    public static string Layers(PlannedNetwork network) => network switch
    {
        { NetType: { } type } => $"{type}.Layers",
        { Hidden.Count: 0 } => "[]",
        _ => $"{Names.Networks}.Layer.Stack({CodeWriter.List(network.Hidden)}, {Names.Runtime}.Activation.{network.Activation})",
    };

    private static string Type(PlannedFactor factor) => factor.Source switch
    {
        ParameterSource.Learned => "LearnedParameters",
        ParameterSource.PseudoInputs => "PseudoInputs",
        _ => "Net",
    };

    private static IEnumerable<string> Arguments(PlannedFactor factor) => factor.Source switch
    {
        ParameterSource.Learned => Learned(factor),
        ParameterSource.PseudoInputs =>
        [
            CodeWriter.List(factor.PseudoInputs!.Parents.Select(
                parent => $"({parent.Size.Invariant()}, {Names.Runtime}.Support.{parent.Support})")),
            $"count: {factor.PseudoInputs.Count.Invariant()}",
            "noise",
        ],
        _ => Arguments(factor.Network!),
    };

    private static IEnumerable<string> Learned(PlannedFactor factor)
    {
        yield return $"outputs: {factor.Outputs.Invariant()}";
        yield return "noise";
        if (factor.IsDistinct)
            yield return "heads: Heads";
        if (factor.StartsApart)
            yield return $"spread: {Names.Networks}.Initialisation.ComponentSpread";
    }

    private static IEnumerable<string> Arguments(PlannedNetwork network)
    {
        yield return CodeWriter.List(network.Inputs.Select(Input));
        yield return Layers(network);
        yield return "noise";
        if (network.Outputs > 0)
            yield return $"outputs: {network.Outputs.Invariant()}";
        if (network.IsDistinct)
            yield return "heads: Heads";
        if (network.HasSmallHead)
            yield return $"headGain: {Names.Networks}.Initialisation.AuxiliaryHead";
        if (network.ContextSize > 0)
            yield return $"context: {network.ContextSize.Invariant()}";
        if (network.ContextReading != Readings.Values)
            yield return $"contextReading: {Reading(network.ContextReading)}";
        if (network.Scale is { } scale)
            yield return $"scaleBlock: new({Names.Runtime}.Scale.{scale.From}, {scale.Size.Invariant()})";
    }

    private static string Input(NetworkInput input)
    {
        var shape = input.Shape.Count == 1 ? input.Shape[0].Invariant() : CodeWriter.List(input.Shape);
        var size = input.StartsSmall ? $"new({shape}, {Names.Networks}.Initialisation.AuxiliaryInput)" : $"new({shape})";
        return input.Reading == Readings.Values ? size : $"{size} {{ Reading = {Reading(input.Reading)} }}";
    }

    private static string Reading(string activation) => $"{Names.Runtime}.Activation.{activation}";
}

/// <summary>A submodule of a model's network.</summary>
/// <param name="Name">Also the property's name.</param>
/// <param name="Type">The type's own name.</param>
/// <param name="Summary">What it is of.</param>
/// <param name="Arguments">What follows the name in the call of the constructor.</param>
internal sealed record Submodule(string Name, string Type, string Summary, IReadOnlyList<string> Arguments);
