using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The expression for a factor's raw parameters, and for a feature.</summary>
/// <param name="plan">The model.</param>
/// <param name="value">An expression for the value of a variable.</param>
/// <param name="dialect">How a submodule is called.</param>
internal sealed class Raw(Plan plan, Func<PlannedVariable, Reading, string> value, Dialect dialect)
{
    /// <summary>In terms of a function's own local variables, with noise at hand.</summary>
    public static Raw Locals(Plan plan) => Locals(plan, Dialect.Tensors(Like.Noise, "noise"));

    /// <summary>In terms of a function's own local variables.</summary>
    public static Raw Locals(Plan plan, Dialect dialect) => new(plan, Local, dialect);

    /// <summary>In terms of the values at which p and r are evaluated.</summary>
    public static Raw Points(Plan plan, Dialect dialect) => new(plan, Point, dialect);

    /// <summary>In terms of the same, recorded, each in every state of the enumerated variables: noise differs between states.</summary>
    public static Raw Each(Plan plan) => new(
        plan,
        (variable, _) => variable is { InPlate: true, Role: not Role.Enumerated } ? $"recorder.Each({variable.Point})" : variable.Point,
        Dialect.Recording);

    /// <summary>In terms of the values in every state of the enumerated variables, with noise at hand.</summary>
    public static Raw States(Plan plan) => new(plan, (variable, _) => variable.Each, Dialect.Tensors(Like.Noise, "noise"));

    /// <summary>The same, with noise at hand.</summary>
    public static Raw Points(Plan plan) => Points(plan, Dialect.Tensors(Like.Noise, "noise"));

    /// <summary>The local variable of what was drawn.</summary>
    public static string Local(PlannedVariable variable, Reading reading) => reading switch
    {
        Reading.Before => variable.Before.Local,
        Reading.Whole => variable.Whole.Local,
        _ => variable.Local,
    };

    /// <summary>The local variable of the point at which p and r are evaluated.</summary>
    public static string Point(PlannedVariable variable, Reading reading) => reading switch
    {
        Reading.Before => variable.Before.Point,
        Reading.Whole => variable.Whole.Point,
        _ => variable.Point,
    };

    /// <summary>The raw parameters of the density, sample j's through head j where heads are distinct.</summary>
    public string Parameters(PlannedFactor factor) => factor.Source switch
    {
        ParameterSource.Standard => dialect.Zeros(factor.Outputs.Invariant()),
        ParameterSource.PseudoInputs => Call(
            factor.PseudoInputs!.Proposal, dialect.Raw, [Call(factor.Submodule!, dialect.Inputs, []), .. Noise(factor.PseudoInputs.HasDropout)]),
        _ => Call(factor.Submodule!, dialect.Raw, Arguments(factor)),
    };

    /// <summary>The raw parameters of all heads.</summary>
    public string AllHeads(PlannedFactor factor) => Call(factor.Submodule!, dialect.AllHeads, Arguments(factor));

    /// <summary>The value of a feature.</summary>
    /// <param name="variable">The variable, which is one.</param>
    public string Feature(PlannedVariable variable) => Call(
        variable.Feature!.Submodule,
        dialect.Raw,
        Arguments(variable.Feature.Parents, variable.Feature.Previous, variable.Feature.Context, variable.Feature.Network, variable.Steps > 0));

    private string Call(string submodule, string member, IEnumerable<string> arguments) =>
        $"{submodule}.{member}({string.Join(", ", dialect.First is { } first ? arguments.Prepend(first) : arguments)})";

    private IEnumerable<string> Arguments(PlannedFactor factor) =>
        factor.Network is { } network ? Arguments(factor.Parents, factor.Previous, factor.Context, network, factor.IsOfStep) : [];

    private IEnumerable<string> Arguments(IEnumerable<int> parents, IEnumerable<int> previous, int context, PlannedNetwork network, bool isOfStep)
    {
        string Value(int position) => value(plan.Variables[position], plan.Variables[position].Steps > 0 && !isOfStep ? Reading.Whole : Reading.Now);
        yield return CodeWriter.List(parents.Select(Value).Concat(previous.Select(position => value(plan.Variables[position], Reading.Before))));
        if (context >= 0)
            yield return Value(context);
        foreach (var noise in Noise(network.HasDropout))
            yield return noise;
    }

    private IEnumerable<string> Noise(bool isNeeded) => isNeeded && dialect.Noise is { } noise ? [$"noise: {noise}"] : [];
}

/// <summary>What of a variable is read: of one of a sequence its value of the same step, of the step before, or of all steps.</summary>
internal enum Reading
{
    /// <summary>The value of the same step, or of a variable without steps.</summary>
    Now,

    /// <summary>The value of the step before.</summary>
    Before,

    /// <summary>Those of all steps, one behind the other.</summary>
    Whole,
}

/// <summary>A feature, once or twice: from what was drawn, and from the points at which p and r are evaluated.</summary>
internal static class FeatureEmitter
{
    /// <summary>The locals that hold the feature, each with the expression for it.</summary>
    public static IEnumerable<(string Local, string Value)> Of(Plan plan, PlannedVariable variable, PlannedFeature feature, Dialect dialect)
    {
        if (feature.Side != FeatureSide.Evaluated)
            yield return (variable.Local, Raw.Locals(plan, dialect).Feature(variable));
        if (feature.Side != FeatureSide.Drawn)
            yield return (variable.Point, Raw.Points(plan, dialect).Feature(variable));
    }
}

/// <summary>How code gets at what a submodule gives: as a tensor, or as steps of a program that are run later.</summary>
/// <param name="Zeros">An expression for zeros of some sizes.</param>
/// <param name="Raw">The member that gives raw parameters.</param>
/// <param name="AllHeads">The member that gives those of all heads.</param>
/// <param name="Inputs">The member that gives pseudo-inputs.</param>
/// <param name="First">What each of these takes before anything else; null where that is nothing.</param>
/// <param name="Noise">Where dropout draws from; null where it is not said.</param>
internal sealed record Dialect(Func<string, string> Zeros, string Raw, string AllHeads, string Inputs, string? First, string? Noise)
{
    /// <summary>The type of a value.</summary>
    public string Type => First is null ? $"{Names.Torch}.Tensor" : $"{Names.Programs}.Value";

    /// <summary>One step of a value of all steps.</summary>
    public string Step(string whole, int size) => First is null ? $"{Names.Runtime}.Steps.Of({whole}, t, {size.Invariant()})" : $"recorder.Step({whole}, t, {size.Invariant()})";

    /// <summary>All steps side by side.</summary>
    public string Join(string steps) => First is null ? $"{Names.Runtime}.Steps.Join({steps})" : $"recorder.JoinSteps({steps})";

    /// <summary>What stands in the place of the step before the first.</summary>
    public string Start(int size) => Zeros(First is null ? $"1, 1, {size.Invariant()}" : size.Invariant());

    /// <summary>Of functions over tensors.</summary>
    /// <param name="like">Expressions for the element type and the device that a constant takes.</param>
    /// <param name="noise">Where dropout draws from; null where there is none.</param>
    public static Dialect Tensors(Like like, string? noise) => new(
        sizes => $"{Names.Torch}.zeros({sizes}, dtype: {like.DType}, device: {like.Device})",
        "Raw", "AllHeads", "Inputs", First: null, noise);

    /// <summary>Of the function that records a program.</summary>
    public static Dialect Recording { get; } =
        new(count => $"recorder.Zeros({count})", "Record", "RecordAllHeads", "Record", First: "recorder", Noise: null);
}

/// <summary>Expressions for the element type and the device of a new constant.</summary>
internal readonly record struct Like(string DType, string Device)
{
    public static Like Noise { get; } = new("noise.DType", "noise.Device");

    public static Like Tensor(string tensor) => new($"{tensor}.dtype", $"{tensor}.device");
}
