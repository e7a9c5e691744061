using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Whether the weights make an unbiased estimate, and whether distinct proposals are distinct from something.</summary>
internal static class WeightingChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) => Shared(declaration).Concat(declaration.Options.Heads is { } heads && !IsDistinct(declaration)
        ? [WeightingRules.HeadsWithoutDistinct.At(new(Part.ModelArgument, Name: "Heads"), heads.Invariant(), Latent(declaration).Name)]
        : Weights(declaration).Concat(Velocities(declaration)));

    /// <summary>Distinct heads of a factor outside the plate, which has one proposal.</summary>
    private static IEnumerable<Finding> Shared(Declaration declaration)
    {
        var plate = Roles.InPlate(declaration);
        return from at in Distinct(declaration, FactorKind.Q)
               let variable = declaration.Variables[at.Variable]
               where !plate.Contains(variable.Name)
               select WeightingRules.DistinctShared.At(at, variable.Name);
    }

    /// <summary>
    /// E ŵ = Σ_j ∫ π_j p r_j. Where π depends on the sample, the sum of the π_j, which is one, can be taken out of the
    /// integral only if r_j is the same for all j.
    /// </summary>
    private static IEnumerable<Finding> Weights(Declaration declaration)
    {
        var weights = declaration.Options.Weights.Name;
        if (weights == Weightings.Uniform)
            return [];
        if (weights == Weightings.Learned)
            return IsDistinct(declaration) ? [] : [Alike(declaration)];
        Finding[] reverse =
        [
            .. Distinct(declaration, FactorKind.R).Select(at =>
                WeightingRules.WeightsNeedCommonReverse.At(at, declaration.Variables[at.Variable].Name, weights)),
        ];
        if (reverse.Length > 0 || Distinct(declaration, FactorKind.Q).Any())
            return reverse;
        return [Alike(declaration)];
    }

    /// <summary>What double reparameterisation reads as a draw of each of the proposals has to move with the parameters of each.</summary>
    private static IEnumerable<Finding> Velocities(Declaration declaration) =>
        declaration.Options is not { Gradient.Name: "DoublyReparameterised", Weights.Name: Weightings.Balance }
            ? []
            : from at in Distinct(declaration, FactorKind.Q)
              let variable = declaration.Variables[at.Variable]
              let density = variable.Factors[at.Factor].Density
              where density is { IsDeclared: true, IsReparameterised: true, HasVelocity: false, Rejected: null }
              select WeightingRules.NoVelocity.At(at with { Part = Part.TypeArgument, Name = "" }, variable.Name, density.Name);

    private static Finding Alike(Declaration declaration) =>
        WeightingRules.NothingToCompare.At(new(Part.ModelArgument, Name: "Weights"), declaration.Options.Weights.Name, Latent(declaration).Name);

    private static VariableDeclaration Latent(Declaration declaration) => declaration.Variables.FirstOrDefault(variable => Roles.Of(variable) == Role.Latent) ?? declaration.Variables.First(Roles.IsHidden);

    private static bool IsDistinct(Declaration declaration) => Distinct(declaration, FactorKind.Q).Concat(Distinct(declaration, FactorKind.R)).Any();

    /// <summary>Where the distinct factors of a kind say so.</summary>
    private static IEnumerable<DeclarationPath> Distinct(Declaration declaration, FactorKind kind) =>
        from at in declaration.Variables.Select((variable, v) => (variable, v))
        from of in at.variable.Factors.Select((factor, f) => (factor, f))
        where of.factor.Kind == kind && of.factor.IsDistinct
        select new DeclarationPath(Part.FactorArgument, at.v, of.f, Name: "Distinct");
}
