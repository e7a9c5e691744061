using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Generators.Model;

/// <summary>The role of a variable, deduced from its factors.</summary>
internal enum Role
{
    /// <summary>P alone.</summary>
    Observed,

    /// <summary>P and Q.</summary>
    Latent,

    /// <summary>P alone, and summed over.</summary>
    Enumerated,

    /// <summary>Q and R.</summary>
    Auxiliary,

    /// <summary>No factor, only conditioned on.</summary>
    Given,

    /// <summary>No factor, computed from others.</summary>
    Feature,
}

/// <summary>The roles of variables, and what follows from them.</summary>
internal static class Roles
{
    /// <summary>The role, or null where the attributes make none.</summary>
    public static Role? Of(VariableDeclaration variable) => variable switch
    {
        { IsGiven: true } => variable.Feature is null && variable.Factors.Count == 0 ? Role.Given : null,
        { Feature: not null } => variable.Factors.Count == 0 ? Role.Feature : null,
        _ => (variable.Factor(FactorKind.P), variable.Factor(FactorKind.Q), variable.Factor(FactorKind.R)) switch
        {
            (not null, null, null) => variable.IsEnumerated ? Role.Enumerated : Role.Observed,
            (not null, not null, null) => Role.Latent,
            (null, not null, not null) => Role.Auxiliary,
            _ => null,
        },
    };

    /// <summary>Whether the generative model integrates a variable out, be it by draws or by a sum.</summary>
    public static bool IsHidden(VariableDeclaration variable) => Of(variable) is Role.Latent or Role.Enumerated;

    /// <summary>
    /// Names of the variables with one value per sample rather than one per datum. A feature is among them if anything
    /// that it is computed from is.
    /// </summary>
    public static HashSet<string> InPlate(Declaration declaration)
    {
        HashSet<string> plate =
        [
            .. declaration.Variables
                .Where(variable => IsHidden(variable) || (Of(variable) == Role.Auxiliary && variable.IsPerSample))
                .Select(variable => variable.Name),
        ];
        Spread(declaration, plate);
        return plate;
    }

    /// <summary>Adds the features that are computed from any of the names.</summary>
    private static void Spread(Declaration declaration, HashSet<string> names)
    {
        while (declaration.Variables.Any(variable =>
            Of(variable) == Role.Feature && variable.Feature!.Reads.Any(names.Contains) && names.Add(variable.Name)))
        {
        }
    }
}
