using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Whether mixtures have components that differ, and pseudo-inputs a proposal to go through.</summary>
internal static class MixtureChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) => declaration.Variables.SelectMany((variable, v) =>
        variable.Factors.SelectMany((factor, f) => Check(declaration, variable, factor, v, f)));

    private static IEnumerable<Finding> Check(Declaration declaration, VariableDeclaration variable, FactorDeclaration factor, int v, int f)
    {
        var title = $"{factor.Kind} of {variable.Name}";
        DeclarationPath Argument(string name) => new(Part.FactorArgument, v, f, Name: name);
        if (factor.Components < 1)
        {
            return [MixtureRules.Components.At(
                Argument("Components"), title, $"has Components = {factor.Components.Invariant()}", "write at least 1, or leave it out for a single density")];
        }

        if (factor.PseudoInputs < 0)
        {
            return [MixtureRules.Components.At(
                Argument("PseudoInputs"), title, $"has PseudoInputs = {factor.PseudoInputs.Invariant()}", "write at least 1, or leave it out")];
        }

        if (factor.PseudoInputs > 0)
            return PseudoInputs(declaration, variable, factor) is { } fault ? [MixtureRules.PseudoInputs.At(Argument("PseudoInputs"), title, fault)] : [];

        // That a fixed density is distinct, or has a network, is said elsewhere.
        var isFixed = factor is { HasInputs: false, IsLearned: false, IsDistinct: false, HasHidden: false, Net: null, Activation.IsWritten: false };
        return factor.Components > 1 && isFixed
            ? [MixtureRules.Components.At(
                Argument("Components"), title, "is a mixture of fixed standard densities, which are all the same", "write Learned = true, add parents, or remove Components")]
            : [];
    }

    /// <summary>Why there is no mixture of the variable's own Q, and what to write; null where there is one.</summary>
    private static string? PseudoInputs(Declaration declaration, VariableDeclaration variable, FactorDeclaration p) => (p, variable.Factor(FactorKind.Q)) switch
    {
        ({ Parents.Count: > 0 }, _) => "it has parents of its own; remove them, or PseudoInputs",
        ({ IsLearned: true }, _) => "it has learned parameters of its own; remove Learned, or PseudoInputs",
        ({ Components: > 1 }, _) => "it is already a mixture by Components; remove one of the two",
        (_, null) => $"{variable.Name} is observed and has no Q; remove PseudoInputs, or add Q<{p.Density.Name}>(…)",
        (_, { Density.GlobalName: var density } q) when density != p.Density.GlobalName && p.Density.IsDeclared && q.Density.IsDeclared =>
            $"Q of {variable.Name} is {q.Density.Name} and P {p.Density.Name}; use one density for both",
        (_, { Parents.Count: 0 }) => $"Q of {variable.Name} has no parents; condition it on the data",
        (_, { Context: { } context }) => $"Q of {variable.Name} has the context {context}; condition it on the data alone",
        (_, { IsDistinct: true }) => $"Q of {variable.Name} is distinct for each proposal; remove Distinct, or PseudoInputs",
        (_, { } q) => q.Parents
            .Where(parent => declaration.Variables.Any(other => other.Name == parent && Roles.Of(other) is { } role && role != Role.Observed))
            .Select(parent => $"Q of {variable.Name} has the parent {parent}, which is not observed; condition it on the data alone")
            .FirstOrDefault(),
    };
}
