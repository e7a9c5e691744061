using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The expressions for what a factor's density does, given one for its raw parameters.</summary>
internal static class Densities
{
    /// <summary>A draw of a shape.</summary>
    public static string Sample(PlannedFactor factor, string raw, string shape) => Mixture(factor, raw) is { } mixture
        ? $"{mixture}.Sample(noise, {shape})"
        : $"{Names.Runtime}.Density.Sample<{factor.Density}>({raw}, noise, {shape})";

    /// <summary>The log-density of a value.</summary>
    public static string Log(PlannedFactor factor, string raw, string value) => Mixture(factor, raw) is { } mixture
        ? $"{mixture}.LogDensity({value})"
        : $"{Names.Runtime}.Density.Log<{factor.Density}>({raw}, {value})";

    /// <summary>The log-density of those values that are there.</summary>
    public static string LogObserved(PlannedFactor factor, string raw, string value, string mask) => Mixture(factor, raw) is { } mixture
        ? $"{Names.Runtime}.Missing.LogDensity({mixture}, {value}, {mask})"
        : $"{Names.Runtime}.Missing.LogDensity<{factor.Density}>({raw}, {value}, {mask})";

    /// <summary>The logarithm of an unnormalised density.</summary>
    public static string LogTarget(PlannedFactor factor, string arguments) => $"{Names.Runtime}.Density.LogTarget<{factor.Density}>({arguments})";

    /// <summary>The mean.</summary>
    public static string Mean(PlannedFactor factor, string raw) => Mixture(factor, raw) is { } mixture
        ? $"{mixture}.Mean"
        : $"{Names.Runtime}.Density.Mean<{factor.Density}>({raw})";

    private static string? Mixture(PlannedFactor factor, string raw) => factor switch
    {
        { Source: ParameterSource.PseudoInputs } => $"{Names.Runtime}.Mixture<{factor.Density}>.Equal({raw})",
        { Components: > 1 } => $"{Names.Runtime}.Mixture<{factor.Density}>.FromRaw({raw}, components: {factor.Components.Invariant()})",
        _ => null,
    };
}
