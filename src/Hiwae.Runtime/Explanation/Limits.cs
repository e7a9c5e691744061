using Hiwae.Networks;

namespace Hiwae.Explanation;

/// <summary>Assumptions of the argument for a model, and claims that do not follow from it.</summary>
internal static class Limits
{
    public static IEnumerable<string> Of(ModelDescription model)
    {
        var k = model.Samples.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var evidence = EstimatorFormula.Of(model).Evidence;
        var auxiliaries = model.Variables.Where(v => v.Role == Role.Auxiliary).ToArray();

        yield return $"That L_{k} is close to log {evidence}: the mean of log ŵ is below it, by a gap that is the wider the more ŵ varies.";
        yield return $"That ŵ has a finite variance: that depends on how well the proposals cover what {(auxiliaries.Length == 0 ? "p needs" : "p and r need")}, and they are learned.";
        if (model.Samples > 1 && model.HasSharedAuxiliary)
            yield return $"That coupling helps: the samples share {Names(auxiliaries.Where(a => !a.InPlate))}, so that their weights may be negatively correlated, and need not be.";
        if (model.Samples > 1 && !model.HasSharedAuxiliary && !model.IsFiltering)
            yield return $"That samples know of each other: nothing random is shared by them, and {(model.Data.Any() ? "given the data " : "")}they are independent.";
        if (auxiliaries.Length > 0)
            yield return $"That r is the true posterior of {Names(auxiliaries)}: any normalised r leaves the mean as it is; a better one lowers the variance.";
        yield return GradientArgument.Of(model).IsUnbiased
            ? $"That training follows the gradient of log {evidence}: {EstimateOf(model)} is an unbiased estimate of that of {Formula.BoundName(model)}."
            : $"That training follows the gradient of {Formula.BoundName(model)}: {Bias(model)}";
        if (model is { Alpha: > 0, Samples: > 1 })
            yield return $"That what is trained is what is measured: training climbs {Formula.BoundName(model)}, and validation and test are of L_{k}, which is above it.";
        if (!model.KlWeight.Equals(1))
            yield return FormattableString.Invariant($"That what is trained is what is measured: training weighs what the latent variables cost by {model.KlWeight}, and validation and test are of L_{k}, in which it counts once.");
        foreach (var target in model.Factors.Where(f => f.IsTarget))
            yield return $"That {Formula.Of(model, target)} has a finite integral: it is taken as it stands, and where it has none there is nothing that L_{k} is below.";
        if (model is { Weights: Weights.Maximum, Samples: > 1 })
            yield return $"That L_{k} is finite: ŵ is 0, and its logarithm −∞, where each sample lies where another proposal is denser.";
        foreach (var line in OfMasks(model).Concat(OfNetworks(model)))
            yield return line;
    }

    private static string EstimateOf(ModelDescription model) => model.Gradient switch
    {
        Gradient.Reparameterised => $"the gradient of {Objective(model)}",
        Gradient.StickingTheLanding => $"that of {Objective(model)} with the parameters of q inside log q held constant",
        Gradient.DoublyReparameterised => "the doubly reparameterised one",
        _ => throw new System.Diagnostics.UnreachableException($"Gradient {model.Gradient}."),
    };

    private static string Objective(ModelDescription model) => model is { Alpha: > 0, Samples: > 1 } ? "log ŵ_α" : "log ŵ";

    private static string Bias(ModelDescription model) => model.IsFiltering
        ? "which samples go on jumps as the parameters change, and what that would add is left out."
        : model.Gradient == Gradient.StickingTheLanding
        ? "the parameters of q inside log q are held constant, which is biased for more than one sample."
        : "the weights jump where two proposals are equally dense, which the gradient of log ŵ does not see.";

    private static IEnumerable<string> OfMasks(ModelDescription model)
    {
        foreach (var variable in model.Variables.Where(v => v.Mask is not null))
        {
            var (name, mask) = (Formula.Symbol(variable.Name), Formula.Symbol(variable.Mask!));
            yield return $"That what is missing tells nothing: {name}_obs are the values of {name} that {mask} marks as present, and the bound is of their density alone; "
                + $"where {name} is a condition, a fixed value stands for what is missing. The bound is what one wants where which values are missing does not depend on what they are.";
            var readers = model.Factors
                .Where(f => f.Kind == FactorKind.P && f.Variable != variable.Name && VariableOrder.Seen(model, f).Contains(variable.Name))
                .Select(f => Formula.Of(model, f))
                .ToArray();
            if (readers.Length > 0)
                yield return $"That {string.Join(", ", readers)} integrates over what is missing of {name}: it reads a fixed value in its place.";
        }
    }

    private static IEnumerable<string> OfNetworks(ModelDescription model)
    {
        var layers = model.Factors.SelectMany(f => f.Layers).Concat(model.Variables.SelectMany(v => v.Feature?.Layers ?? [])).ToArray();
        if (layers.Any(layer => layer is Layer.Dropout))
            yield return "That dropout changes nothing: a training step has the bound of the network that it thinned out. Measurements are made without dropout.";
        if (layers.Any(layer => layer is Layer.BatchNorm))
            yield return "That batch normalisation changes nothing: in training what one datum gets depends on the others of its batch. Measurements use the running averages.";
    }

    private static string Names(IEnumerable<VariableDescription> variables) => string.Join(", ", variables.Select(v => Formula.Symbol(v.Name)));
}
