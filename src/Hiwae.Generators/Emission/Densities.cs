using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The expressions for what a factor's density does, given one for its raw parameters.</summary>
internal static class Densities
{
    /// <summary>A draw of a shape. The brackets are for C# 12, to which what is a list of arguments since is a collection.</summary>
    public static string Sample(PlannedFactor factor, string raw, string shape) => factor.Flow is { } flow
        ? $"{flow.Submodule}.Forward({SampleBase(factor, raw, shape)}).Value"
        : SampleBase(factor, raw, shape);

    /// <summary>A draw of the density itself, before any flow.</summary>
    public static string SampleBase(PlannedFactor factor, string raw, string shape) => Mixture(factor, raw) is { } mixture
        ? $"{mixture}.Sample(noise, [{shape}])"
        : $"{Names.Runtime}.Density.Sample<{factor.Density}>({raw}, noise, [{shape}])";

    /// <summary>The sum of log-densities.</summary>
    public static string Sum(IEnumerable<string> terms) => terms.ToList() is { Count: > 1 } several ? $"{Names.Runtime}.Density.Sum([{string.Join(", ", several)}])" : terms.SingleOrDefault() ?? "";

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

    /// <summary>The arguments of a target: the value, and the parents where there are any.</summary>
    public static string TargetArguments(Plan plan, PlannedFactor factor, System.Func<PlannedVariable, string> value)
    {
        var parents = CodeWriter.List(factor.Parents.Select(position => value(plan.Variables[position])));
        return factor.Parents.Count == 0 ? value(plan.VariableOf(factor)) : $"{value(plan.VariableOf(factor))}, {parents}";
    }

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

/// <summary>The expressions by which missing values are left out.</summary>
internal static class Masks
{
    /// <summary>A value with something harmless where it is missing.</summary>
    public static string Fill(Plan plan, PlannedMask mask, string value) =>
        $"{Names.Runtime}.Missing.Fill({value}, {plan.Variables[mask.Variable].Local}, {mask.Neutral})";

    /// <summary>The same of a variable as a whole; of steps that are there or missing each its values.</summary>
    public static string FillAll(Plan plan, PlannedVariable variable, PlannedMask mask, string value)
    {
        var all = plan.Variables[mask.Variable].All;
        return $"{Names.Runtime}.Missing.Fill({value}, {(IsOfSteps(variable, mask) ? $"{all}.repeat_interleave({variable.StepSize.Invariant()}, -1)" : all)}, {mask.Neutral})";
    }

    /// <summary>Whether a mask has one number for each step, and the variable several.</summary>
    public static bool IsOfSteps(PlannedVariable variable, PlannedMask mask) => mask.IsWhole && variable is { Steps: > 0, StepSize: > 1 };

    /// <summary>The log-density of a factor's variable, given its raw parameters: of what is present where there is a mask.</summary>
    public static string LogDensity(Plan plan, PlannedFactor factor, string raw, string value)
    {
        var variable = plan.VariableOf(factor);
        string Mask(PlannedMask mask) => plan.Variables[mask.Variable].Local;
        return variable.Mask switch
        {
            null when factor.Flow is not null => Densities.Sum([Densities.Log(factor, raw, factor.Locals.Base), factor.Locals.LogDeterminant]),
            null => Densities.Log(factor, raw, value),
            { IsWhole: true } mask => $"{Names.Runtime}.Missing.OfWhole({Densities.Log(factor, raw, value)}, {Mask(mask)})",
            { } mask => Densities.LogObserved(factor, raw, value, Mask(mask)),
        };
    }
}
