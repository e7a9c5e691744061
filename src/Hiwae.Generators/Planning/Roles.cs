using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Planning;

/// <summary>The role that a variable's factors give it.</summary>
internal static class Roles
{
    /// <summary>The role, or null where the factors make none.</summary>
    public static Role? Of(VariableDeclaration variable) =>
        (variable.Factor(FactorKind.P), variable.Factor(FactorKind.Q), variable.Factor(FactorKind.R)) switch
        {
            (not null, null, null) => Role.Observed,
            (not null, not null, null) => Role.Latent,
            (null, not null, not null) => Role.Auxiliary,
            _ => null,
        };

    /// <summary>Whether the variable has one value per sample rather than one per datum.</summary>
    public static bool InPlate(VariableDeclaration variable) =>
        Of(variable) == Role.Latent || (Of(variable) == Role.Auxiliary && variable.IsPerSample);
}
