using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The expression for a factor's raw parameters, and for a feature.</summary>
/// <param name="value">An expression for the value of a variable.</param>
/// <param name="dialect">How a submodule is called.</param>
internal sealed class Raw(Func<int, string> value, Dialect dialect)
{
    /// <summary>In terms of a function's own local variables, with noise at hand.</summary>
    public static Raw Locals(Plan plan) => Locals(plan, Dialect.Tensors(Like.Noise, "noise"));

    /// <summary>In terms of a function's own local variables.</summary>
    public static Raw Locals(Plan plan, Dialect dialect) => new(position => plan.Variables[position].Local, dialect);

    /// <summary>In terms of the values at which p and r are evaluated.</summary>
    public static Raw Points(Plan plan, Dialect dialect) => new(position => plan.Variables[position].Point, dialect);

    /// <summary>In terms of the same, recorded, each in every state of the enumerated variables: noise differs between states.</summary>
    public static Raw Each(Plan plan) => new(
        position => plan.Variables[position] is { InPlate: true, Role: not Role.Enumerated } variable ? $"recorder.Each({variable.Point})" : plan.Variables[position].Point,
        Dialect.Recording);

    /// <summary>In terms of the values in every state of the enumerated variables, with noise at hand.</summary>
    public static Raw States(Plan plan) => new(position => plan.Variables[position].Each, Dialect.Tensors(Like.Noise, "noise"));

    /// <summary>The same, with noise at hand.</summary>
    public static Raw Points(Plan plan) => Points(plan, Dialect.Tensors(Like.Noise, "noise"));

    /// <summary>The raw parameters of the density, sample j's through head j where heads are distinct.</summary>
    public string Parameters(PlannedFactor factor) => factor.Source switch
    {
        ParameterSource.Standard => dialect.Zeros(factor.Outputs),
        ParameterSource.PseudoInputs => Call(
            factor.PseudoInputs!.Proposal, dialect.Raw, [Call(factor.Submodule!, dialect.Inputs, []), .. Noise(factor.PseudoInputs.HasDropout)]),
        _ => Call(factor.Submodule!, dialect.Raw, Arguments(factor)),
    };

    /// <summary>The raw parameters of all heads.</summary>
    public string AllHeads(PlannedFactor factor) => Call(factor.Submodule!, dialect.AllHeads, Arguments(factor));

    /// <summary>The value of a feature.</summary>
    public string Feature(PlannedFeature feature) =>
        Call(feature.Submodule, dialect.Raw, Arguments(feature.Parents, feature.Context, feature.Network));

    private string Call(string submodule, string member, IEnumerable<string> arguments) =>
        $"{submodule}.{member}({string.Join(", ", dialect.First is { } first ? arguments.Prepend(first) : arguments)})";

    private IEnumerable<string> Arguments(PlannedFactor factor) =>
        factor.Network is { } network ? Arguments(factor.Parents, factor.Context, network) : [];

    private IEnumerable<string> Arguments(IEnumerable<int> parents, int context, PlannedNetwork network)
    {
        yield return CodeWriter.List(parents.Select(value));
        if (context >= 0)
            yield return value(context);
        foreach (var noise in Noise(network.HasDropout))
            yield return noise;
    }

    private IEnumerable<string> Noise(bool isNeeded) => isNeeded && dialect.Noise is { } noise ? [$"noise: {noise}"] : [];
}

/// <summary>A feature, once or twice: from what was drawn, and from the points at which p and r are evaluated.</summary>
internal static class FeatureEmitter
{
    /// <summary>The locals that hold the feature, each with the expression for it.</summary>
    public static IEnumerable<(string Local, string Value)> Of(Plan plan, PlannedVariable variable, PlannedFeature feature, Dialect dialect)
    {
        if (feature.Side != FeatureSide.Evaluated)
            yield return (variable.Local, Raw.Locals(plan, dialect).Feature(feature));
        if (feature.Side != FeatureSide.Drawn)
            yield return (variable.Point, Raw.Points(plan, dialect).Feature(feature));
    }
}

/// <summary>How code gets at what a submodule gives: as a tensor, or as steps of a program that are run later.</summary>
/// <param name="Zeros">An expression for so many zeros.</param>
/// <param name="Raw">The member that gives raw parameters.</param>
/// <param name="AllHeads">The member that gives those of all heads.</param>
/// <param name="Inputs">The member that gives pseudo-inputs.</param>
/// <param name="First">What each of these takes before anything else; null where that is nothing.</param>
/// <param name="Noise">Where dropout draws from; null where it is not said.</param>
internal sealed record Dialect(Func<int, string> Zeros, string Raw, string AllHeads, string Inputs, string? First, string? Noise)
{
    /// <summary>Of functions over tensors.</summary>
    /// <param name="like">Expressions for the element type and the device that a constant takes.</param>
    /// <param name="noise">Where dropout draws from; null where there is none.</param>
    public static Dialect Tensors(Like like, string? noise) => new(
        count => $"{Names.Torch}.zeros({count.Invariant()}, dtype: {like.DType}, device: {like.Device})",
        "Raw", "AllHeads", "Inputs", First: null, noise);

    /// <summary>Of the function that records a program.</summary>
    public static Dialect Recording { get; } =
        new(count => $"recorder.Zeros({count.Invariant()})", "Record", "RecordAllHeads", "Record", First: "recorder", Noise: null);
}

/// <summary>Expressions for the element type and the device of a new constant.</summary>
internal readonly record struct Like(string DType, string Device)
{
    public static Like Noise { get; } = new("noise.DType", "noise.Device");

    public static Like Tensor(string tensor) => new($"{tensor}.dtype", $"{tensor}.device");
}
