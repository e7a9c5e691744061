using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The expressions by which missing values are left out.</summary>
internal static class Masks
{
    /// <summary>A value with something harmless where it is missing.</summary>
    public static string Fill(Plan plan, PlannedMask mask, string value) =>
        $"{Names.Runtime}.Missing.Fill({value}, {plan.Variables[mask.Variable].Local}, {mask.Neutral})";

    /// <summary>The log-density of a variable's value under a density: of what is present where there is a mask.</summary>
    public static string LogDensity(Plan plan, PlannedVariable variable, string density) => variable.Mask switch
    {
        null => $"{density}.LogDensity({variable.Point})",
        { IsWhole: true } mask => $"{Names.Runtime}.Missing.OfWhole({density}.LogDensity({variable.Local}), {plan.Variables[mask.Variable].Local})",
        { } mask => $"{Names.Runtime}.Missing.LogDensity({density}, {variable.Local}, {plan.Variables[mask.Variable].Local})",
    };
}
