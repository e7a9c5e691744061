using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Whether the attributes of each variable give it a role, and whether the roles make a model.</summary>
internal static class RoleChecks
{
    /// <summary>The variables one by one; where nothing is wrong with these, the model as a whole.</summary>
    public static IEnumerable<Finding> All(Declaration declaration)
    {
        Finding[] findings = [.. Variables(declaration)];
        return findings.Length > 0 ? findings : Model(declaration);
    }

    /// <summary>The variables one by one.</summary>
    public static IEnumerable<Finding> Variables(Declaration declaration) =>
        declaration.Variables.SelectMany((variable, position) => Check(variable, position).Concat(Intent(variable, position)).Concat(Columns(declaration, variable, position)));

    private static IEnumerable<Finding> Check(VariableDeclaration variable, int position) => variable switch
    {
        { IsGiven: false, Feature: null, Target: { } target } => Target(variable, position, target),
        { IsGiven: true } => Given(variable, position).Concat(Extras(variable, position, "given, one value per datum")),
        { Feature: not null } => Feature(variable, position).Concat(
            Extras(variable, position, "a feature, with a value for each sample if anything that it is computed from has one")),
        _ => Factors(variable, position),
    };

    /// <summary>A variable that says that it is observed, and is not; where there is no telling what it is, that is said elsewhere.</summary>
    private static IEnumerable<Finding> Intent(VariableDeclaration variable, int position)
    {
        var (what, remedy) = (Roles.Of(variable), variable) switch
        {
            _ when !variable.IsObserved || variable.IsEnumerated => ("", ""),
            (Role.Latent, { Target: { } target }) => ($"latent, with Target<{target.Density.Name}>", "write P<…> alone"),
            (Role.Latent, _) => ("latent, with P and Q", "remove Q"),
            (Role.Auxiliary, _) => ("auxiliary, with Q and R", "write P<…> alone"),
            (Role.Given, _) => ("given, which the model has no density of", "write P<…> in the place of [Given]"),
            (Role.Feature, _) => ("a feature, which is computed from other variables", "write P<…> in the place of the feature"),
            _ => ("", ""),
        };
        return what.Length > 0 ? [RoleRules.NotObserved.At(new(Part.Observed, position), variable.Name, what, remedy)] : [];
    }

    /// <summary>A variable that takes columns, and is no data.</summary>
    private static IEnumerable<Finding> Columns(Declaration declaration, VariableDeclaration variable, int position)
    {
        var (what, remedy) = (Roles.Of(variable), variable) switch
        {
            _ when variable.Columns is null => ("", ""),
            (Role.Latent, { Target: not null }) => ("latent, with a target", "let an observed variable take them"),
            (Role.Latent, _) => ("latent, with P and Q", "remove Q"),
            (Role.Enumerated, _) => ("latent, and summed over", "remove [Enumerated]"),
            (Role.Auxiliary, _) => ("auxiliary, with Q and R", "let an observed variable take them"),
            (Role.Feature, _) => ("a feature, which is computed from other variables", "write it on one of these"),
            (Role.Given, _) when declaration.Variables.FirstOrDefault(other => other.Mask == variable.Name) is { } masked =>
                ($"the mask of {masked.Name}, which missing values of the data fill", $"write it on {masked.Name}"),
            _ => ("", ""),
        };
        return what.Length > 0 ? [RoleRules.ColumnElsewhere.At(new(Part.Column, position), variable.Name, what, remedy)] : [];
    }

    private static IEnumerable<Finding> Factors(VariableDeclaration variable, int position)
    {
        DeclarationPath At(FactorKind kind) => new(Part.Factor, position, variable.Factors.ToList().FindIndex(factor => factor.Kind == kind));
        return (variable.Factor(FactorKind.P), variable.Factor(FactorKind.Q), variable.Factor(FactorKind.R)) switch
        {
            (null, null, null) => [RoleRules.NoFactor.At(new(Part.Variable, position), variable.Name)],
            (null, { } q, null) => [RoleRules.ProposalOfNothing.At(At(FactorKind.Q), variable.Name, q.Density.Name)],
            (null, null, { } r) => [RoleRules.ReverseWithoutProposal.At(At(FactorKind.R), variable.Name, r.Density.Name)],
            ({ }, null, { }) => [RoleRules.GenerativeAndReverse.At(At(FactorKind.R), variable.Name, "observed")],
            ({ }, { }, { }) => [RoleRules.GenerativeAndReverse.At(At(FactorKind.R), variable.Name, "latent")],
            _ => Roles.Of(variable) switch
            {
                Role.Observed => PerSample(variable, position, "observed, one value per datum"),
                Role.Latent => Extras(variable, position, "latent and drawn for each sample anyway"),
                Role.Enumerated => Extras(variable, position, "latent and summed over for each sample anyway"),
                _ => Mask(variable, position),
            },
        };
    }

    /// <summary>A target is the whole generative factor of a latent variable.</summary>
    private static IEnumerable<Finding> Target(VariableDeclaration variable, int position, FactorDeclaration target)
    {
        var other = variable.Factors.FirstOrDefault(factor => factor is { Kind: FactorKind.P, IsTarget: false });
        var fault = (other, variable.Factor(FactorKind.Q), variable.Factor(FactorKind.R)) switch
        {
            ({ } p, _, _) => ($"{variable.Name} has P<{p.Density.Name}> too", "remove one of the two"),
            (_, _, { } r) => ($"{variable.Name} has R<{r.Density.Name}>, which is for what the generative model does not contain", "remove R"),
            (_, null, _) => ($"{variable.Name} has no Q, so nothing draws it", "add Q<Normal>(…)"),
            _ => ((string Fault, string Remedy)?)null,
        };
        return fault is var (what, remedy)
            ? [TargetRules.NotLatent.At(new(Part.Factor, position, variable.Factors.ToList().IndexOf(target)), target.Density.Name, what, remedy)]
            : Extras(variable, position, "latent and drawn for each sample anyway");
    }

    private static IEnumerable<Finding> Given(VariableDeclaration variable, int position)
    {
        var others = variable.Factors.Select(factor => $"{factor.Noun}<{factor.Density.Name}>").ToList();
        if (variable.Feature is { } feature)
            others.Add($"Feature<{feature.Net.Name}>");
        if (others.Count > 0)
            yield return RoleRules.GivenWithMore.At(new(Part.Given, position), variable.Name, string.Join(" and ", others));
    }

    private static IEnumerable<Finding> Feature(VariableDeclaration variable, int position) => variable.Factors.Select((factor, f) =>
        RoleRules.FeatureWithFactor.At(new(Part.Factor, position, f), variable.Name, factor.Noun, factor.Density.Name));

    /// <summary>Attributes of auxiliary or observed variables on a variable that is neither.</summary>
    private static IEnumerable<Finding> Extras(VariableDeclaration variable, int position, string what) =>
        PerSample(variable, position, what).Concat(Mask(variable, position));

    private static IEnumerable<Finding> PerSample(VariableDeclaration variable, int position, string what) =>
        variable.IsPerSample ? [RoleRules.PerSampleElsewhere.At(new(Part.PerSample, position), variable.Name, what)] : [];

    private static IEnumerable<Finding> Mask(VariableDeclaration variable, int position) =>
        variable.Mask is not null && !(variable.Steps is not null && Roles.Of(variable) is (Role.Latent or Role.Auxiliary)) ? [MaskRules.NotObserved.At(new(Part.Mask, position), variable.Name)] : [];

    private static IEnumerable<Finding> Model(Declaration declaration)
    {
        if (declaration.Variables.All(variable => Roles.Of(variable) != Role.Observed && variable.Target is null))
            return [RoleRules.NoObserved.At(new(Part.Record), declaration.Record.Name, Candidates.Observed(declaration))];
        if (!declaration.Variables.Any(Roles.IsHidden))
            return [NoLatent(declaration)];
        return [];
    }

    /// <summary>At the variable that would be latent, where there is one.</summary>
    private static Finding NoLatent(Declaration declaration)
    {
        var (position, remedy) = Candidates.Latent(declaration);
        return RoleRules.NoLatent.At(
            position < 0 ? new(Part.Record) : new(Part.Factor, position, declaration.Variables[position].Factors.ToList().FindIndex(factor => factor.Kind == FactorKind.P)),
            declaration.Record.Name,
            remedy);
    }
}
