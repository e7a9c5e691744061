using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The expression for a factor's raw parameters, and for the density that they encode.</summary>
internal static class Raw
{
    /// <summary>The density, sample j through head j where heads are distinct.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="parents">An expression for each parent.</param>
    /// <param name="like">An expression whose element type and device a constant takes.</param>
    public static string Density(PlannedFactor factor, IEnumerable<string> parents, Like like) =>
        From(factor, Parameters(factor, parents, like));

    /// <summary>The raw parameters of the density.</summary>
    public static string Parameters(PlannedFactor factor, IEnumerable<string> parents, Like like) => factor.Source switch
    {
        ParameterSource.Standard => $"{Names.Torch}.zeros({factor.Outputs.Invariant()}, dtype: {like.DType}, device: {like.Device})",
        ParameterSource.Learned => $"{factor.Submodule}.Raw()",
        _ => $"{factor.Submodule}.call({CodeWriter.List(parents)})",
    };

    /// <summary>The raw parameters of all heads.</summary>
    public static string AllHeads(PlannedFactor factor, IEnumerable<string> parents) => factor.Source == ParameterSource.Learned
        ? $"{factor.Submodule}.AllHeads()"
        : $"{factor.Submodule}.AllHeads({CodeWriter.List(parents)})";

    /// <summary>The density that raw parameters encode.</summary>
    public static string From(PlannedFactor factor, string raw) => $"{factor.Density}.FromRaw({raw})";

    /// <summary>The local variables of a factor's parents.</summary>
    public static IEnumerable<string> Locals(Plan plan, PlannedFactor factor) =>
        factor.Parents.Select(parent => plan.Variables[parent].Local);
}
