using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Notation;

namespace Hiwae.Generators.Planning;

/// <summary>The mathematics of a declaration as text.</summary>
internal static class Formulas
{
    /// <summary>A factor, such as <c>q_j(z | z0, x)</c>.</summary>
    public static string Title(Declaration declaration, FactorDeclaration factor, VariableDeclaration variable) => Term(declaration, factor, variable).Title();

    /// <summary>A feature, such as <c>h = Encoder(x)</c>; the context follows a semicolon.</summary>
    public static string Title(Declaration declaration, FeatureDeclaration feature, VariableDeclaration variable) => Term(declaration, feature, variable).Title(variable.Name);

    /// <summary>The features, the factorisation, the weights and the bound, line by line.</summary>
    public static IEnumerable<string> Of(Declaration declaration)
    {
        var model = Terms(declaration);
        foreach (var variable in model.Variables)
        {
            if (variable.Feature is { } feature)
                yield return feature.Title(variable.Name);
        }

        foreach (var letter in new[] { "p", "q", "r" })
        {
            if (model.Product(letter) is { Length: > 0 } product)
                yield return string.Join(",  ", model.Of(letter).SelectMany(factor => new[] { factor.Flowed(), model.Mixture(factor) }).OfType<string>().Prepend(product));
        }

        yield return "";
        var estimator = new EstimatorTerms(model);
        yield return $"log w_j = {estimator.LogWeight()}";
        if (model.Samples > 1)
            yield return $"{"π_j",-7} = {estimator.Share()}";
        if (estimator.Turns() is { } turns)
            yield return $"{"j",-7} : {turns}";
        yield return $"{estimator.BoundName(),-7} = {estimator.Bound()}";
        if (estimator.Trained() is { } trained)
            yield return $"trained : with log(π_j w_j) as {trained}";
    }

    private static ModelTerms Terms(Declaration declaration)
    {
        var plate = Roles.InPlate(declaration);
        return new(
            [.. declaration.Variables.Select(variable => new VariableTerm(
                variable.Name,
                plate.Contains(variable.Name),
                variable.IsGiven,
                variable.Mask is not null,
                variable.Feature is { } feature ? Term(declaration, feature, variable) : null,
                [.. variable.Factors.Select(factor => Term(declaration, factor, variable))])
            {
                IsEnumerated = variable.IsEnumerated,
                Steps = variable.Steps ?? 0,
            })],
            declaration.Options.Samples,
            declaration.Options.AllHeads,
            declaration.Options.Weights.Name,
            declaration.Options.Beta ?? 1,
            declaration.Options.Alpha ?? 0,
            declaration.Options.KlWeight ?? 1)
        {
            IsFiltering = declaration.Options.IsFiltering,
        };
    }

    private static FeatureTerm Term(Declaration declaration, FeatureDeclaration feature, VariableDeclaration variable) =>
        new(feature.Net.Name, feature.Parents, feature.Context) { Steps = Steps(declaration, variable, feature.Previous) };

    private static StepTerm Steps(Declaration declaration, VariableDeclaration variable, EquatableArray<string> previous) =>
        variable.Steps is null ? StepTerm.None : new(true, [.. declaration.Variables.Where(other => other.Steps is not null).Select(other => other.Name)], previous);

    private static FactorTerm Term(Declaration declaration, FactorDeclaration factor, VariableDeclaration variable) =>
        new(factor.Kind.ToString().ToLowerInvariant(), variable.Name, factor.Parents, factor.Context)
        {
            IsMasked = variable.Mask is not null,
            IsTarget = factor.IsTarget,
            Steps = Steps(declaration, variable, factor.Previous),
            IsLearned = !factor.HasInputs && (factor.IsLearned || factor.PseudoInputs > 0),
            IsDistinct = factor.IsDistinct,
            Components = factor.Components,
            PseudoInputs = factor.PseudoInputs,
            Flow = factor.Flow?.Name,
        };
}
