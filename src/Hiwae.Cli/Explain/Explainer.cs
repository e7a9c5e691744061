using Hiwae.Cli.Options;
using Hiwae.Compilation;
using Hiwae.Explanation;

namespace Hiwae.Cli.Explain;

/// <summary>Collects the explanation of a declared model. A network is made for counting only.</summary>
internal sealed class Explainer : IModelVisitor<ExplainResult>
{
    /// <inheritdoc/>
    public ExplainResult Visit<TModel>() where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        using var scope = torch.NewDisposeScope();
        using var network = TModel.CreateNetwork(Noise.FromSeed(0));
        var parameters = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.numel(), StringComparer.Ordinal);
        var argument = Unbiasedness.Of(model);
        return new(
            model.Name,
            model.Summary,
            model.Samples,
            model.Weights.ToString().ToLowerInvariant(),
            model.Gradient.ToString().ToLowerInvariant(),
            model.Alpha,
            parameters.Values.Sum(),
            StepText.Of(StepChoice.Decide(network, isTraining: true), StepChoice.Decide(network)),
            Formula.Of(model, FactorKind.P),
            Formula.Of(model, FactorKind.Q),
            Formula.Of(model, FactorKind.R),
            [.. Formula.Features(model)],
            [.. model.Factors.SelectMany(f => new[] { Formula.Flow(model, f), Formula.Mixture(model, f) }).OfType<string>()],
            [.. model.Variables.Select(v => Variable(model, v))],
            [.. Networks(model, parameters)],
            EstimatorFormula.Of(model),
            argument.Steps,
            Training(model),
            argument.NotClaimed,
            MermaidChart.Of(model))
        {
            Heads = model.Heads,
            KlWeight = model.KlWeight,
        };
    }

    private static ExplainedTraining Training(ModelDescription model)
    {
        var argument = GradientArgument.Of(model);
        return new(GradientNames.Of(argument.Estimator).Words, argument.IsUnbiased, argument.Steps);
    }

    private static ExplainedVariable Variable(ModelDescription model, VariableDescription variable) => new(
        variable.Name.ToLowerInvariant(), variable.Role.ToString().ToLowerInvariant(), variable.Shape, variable.InPlate, [.. Origins(model, variable)]);

    private static IEnumerable<string> Origins(ModelDescription model, VariableDescription variable)
    {
        foreach (var factor in variable.Factors)
            yield return $"{(factor.IsTarget ? "target" : factor.Kind.ToString())} {Density(model, factor)}";
        if (variable.Feature is { } feature)
            yield return feature.Net;
        if (variable.Mask is { } mask)
            yield return $"present where {mask.ToLowerInvariant()} is 1";
        foreach (var masked in model.Variables.Where(v => v.Mask == variable.Name))
            yield return $"mask of {masked.Name.ToLowerInvariant()}";
    }

    private static string Density(ModelDescription model, FactorDescription factor)
    {
        var text = factor switch
        {
            { PseudoInputs: > 0 } => $"{factor.Density}, mixture of q at {factor.PseudoInputs} pseudo-inputs",
            { Components: > 1 } => $"{factor.Density}, mixture of {factor.Components}",
            { IsTarget: true } => factor.Density,
            { IsExact: true } => FormattableString.Invariant($"is the exact posterior over {model.States} states"),
            { Submodule: null } => $"{factor.Density}, standard",
            { Parents: [], Previous: [] } => $"{factor.Density}, learned",
            _ => factor.Density,
        };
        if (factor.Flow is { } flow)
            text += $", through the flow {flow.Name}";
        return factor.Distinct ? $"{text}, one for each {Owner(model)}" : text;
    }

    private static IEnumerable<ExplainedNetwork> Networks(ModelDescription model, IReadOnlyDictionary<string, long> parameters)
    {
        var rest = parameters.Keys.Select(Submodule).Distinct().ToList();
        foreach (var outline in NetworkOutline.Of(model))
        {
            rest.Remove(outline.Submodule);
            var head = parameters.TryGetValue($"{outline.Submodule}.head.bias", out var outputs)
                ? new[] { OutputLayer(model, outline, outputs) }
                : [];
            yield return new(outline.Submodule, outline.Computes, [.. outline.Layers, .. head], Count(outline.Submodule));
        }

        // The weights π are not a factor's.
        foreach (var submodule in rest)
            yield return new(submodule, "weights of the proposals", [], Count(submodule));

        long Count(string submodule) => parameters.Where(p => Submodule(p.Key) == submodule).Sum(p => p.Value);
    }

    private static LayerOutline OutputLayer(ModelDescription model, NetworkOutline outline, long outputs) => outline.Heads == 1
        ? new("output layer", $"{outputs}")
        : new($"output layers, one for each {Owner(model)}", $"{outline.Heads} of {outputs / outline.Heads}");

    private static string Owner(ModelDescription model) => model.Heads < model.Samples ? "head" : "proposal";

    private static string Submodule(string parameter) => parameter.Split('.')[0];
}
