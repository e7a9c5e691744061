using System;
using System.Collections.Generic;
using System.Linq;
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
