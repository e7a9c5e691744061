using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>
/// Whether what is drawn can be differentiated, and whether log p + log r − log q is finite wherever q draws and misses
/// nothing where it does not.
/// </summary>
internal static class DensityChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) => declaration.Variables.SelectMany(Check);

    private static IEnumerable<Finding> Check(VariableDeclaration variable, int position)
    {
        if (variable.Factor(FactorKind.Q) is not { } q)
            return [];
        var factors = variable.Factors.ToList();
        if (!q.Density.IsReparameterised)
            return [DensityRules.NotReparameterised.At(new(Part.TypeArgument, position, factors.IndexOf(q)), variable.Name, q.Density.Name, Instead(variable, q))];
        return factors
            .Where(factor => factor.Density.Support.Name != q.Density.Support.Name)
            .Select(factor => DensityRules.SupportMismatch.At(
                new(Part.TypeArgument, position, factors.IndexOf(factor)),
                factor.Noun,
                variable.Name,
                factor.Density.Name,
                factor.Density.Support.Name,
                q.Density.Name,
                q.Density.Support.Name));
    }

    /// <summary>What can stand in the place of a proposal that is not reparameterised: of a latent variable of finitely many values, a sum over them.</summary>
    private static string Instead(VariableDeclaration variable, FactorDeclaration q) =>
        Roles.Of(variable) == Role.Latent && variable.Target is null && q.Density.Support.Name is ("OneHot" or "Binary")
            ? "write [Enumerated] and no Q, which sums over its values exactly, or use a density with Reparameterised = true"
            : "use a density with Reparameterised = true, such as Normal";
}
