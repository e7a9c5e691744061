using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The expression for a factor's raw parameters, for the density that they encode, and for a feature.</summary>
/// <param name="value">An expression for the value of a variable.</param>
/// <param name="like">An expression whose element type and device a constant takes.</param>
/// <param name="noise">Where dropout draws from; null where there is none.</param>
internal sealed class Raw(Func<int, string> value, Like like, string? noise)
{
    /// <summary>In terms of a function's own local variables, with noise at hand.</summary>
    public static Raw Locals(Plan plan) => new(position => plan.Variables[position].Local, Like.Noise, "noise");

    /// <summary>The density, sample j through head j where heads are distinct.</summary>
    public string Density(PlannedFactor factor) => From(factor, Parameters(factor));

    /// <summary>The raw parameters of the density.</summary>
    public string Parameters(PlannedFactor factor) => factor.Source switch
    {
        ParameterSource.Standard => $"{Names.Torch}.zeros({factor.Outputs.Invariant()}, dtype: {like.DType}, device: {like.Device})",
        ParameterSource.Learned => $"{factor.Submodule}.Raw()",
        ParameterSource.PseudoInputs =>
            $"{factor.PseudoInputs!.Proposal}.Raw({factor.Submodule}.Inputs(){Noise(factor.PseudoInputs.HasDropout)})",
        _ => $"{factor.Submodule}.Raw({Arguments(factor.Parents, factor.Context, factor.Network!)})",
    };

    /// <summary>The raw parameters of all heads.</summary>
    public string AllHeads(PlannedFactor factor) => factor.Source == ParameterSource.Learned
        ? $"{factor.Submodule}.AllHeads()"
        : $"{factor.Submodule}.AllHeads({Arguments(factor.Parents, factor.Context, factor.Network!)})";

    /// <summary>The value of a feature.</summary>
    public string Feature(PlannedFeature feature) =>
        $"{feature.Submodule}.Raw({Arguments(feature.Parents, feature.Context, feature.Network)})";

    /// <summary>The density that raw parameters encode.</summary>
    public static string From(PlannedFactor factor, string raw) => factor switch
    {
        { Source: ParameterSource.PseudoInputs } => $"{Names.Runtime}.Mixture<{factor.Density}>.Equal({raw})",
        { Components: > 1 } => $"{Names.Runtime}.Mixture<{factor.Density}>.FromRaw({raw}, components: {factor.Components.Invariant()})",
        _ => $"{factor.Density}.FromRaw({raw})",
    };

    private string Arguments(IEnumerable<int> parents, int context, PlannedNetwork network) =>
        CodeWriter.List(parents.Select(value)) + (context < 0 ? "" : $", {value(context)}") + Noise(network.HasDropout);

    private string Noise(bool isNeeded) => isNeeded && noise is not null ? $", noise: {noise}" : "";
}
