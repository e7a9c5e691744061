using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The expressions by which missing values are left out.</summary>
internal static class Masks
{
    /// <summary>A value with something harmless where it is missing.</summary>
    public static string Fill(Plan plan, PlannedMask mask, string value) =>
        $"{Names.Runtime}.Missing.Fill({value}, {plan.Variables[mask.Variable].Local}, {mask.Neutral})";

    /// <summary>The log-density of a factor's variable, given its raw parameters: of what is present where there is a mask.</summary>
    public static string LogDensity(Plan plan, PlannedFactor factor, string raw)
    {
        var variable = plan.VariableOf(factor);
        string Mask(PlannedMask mask) => plan.Variables[mask.Variable].Local;
        return variable.Mask switch
        {
            null => Densities.Log(factor, raw, variable.Point),
            { IsWhole: true } mask => $"{Names.Runtime}.Missing.OfWhole({Densities.Log(factor, raw, variable.Local)}, {Mask(mask)})",
            { } mask => Densities.LogObserved(factor, raw, variable.Local, Mask(mask)),
        };
    }
}
