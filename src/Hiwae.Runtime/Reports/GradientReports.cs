using Hiwae.Native;
using Hiwae.Networks;

namespace Hiwae.Reports;

/// <summary>Measures how gradients of the bound vary, for each of the estimators that a model can be trained with.</summary>
public static class GradientReports
{
    /// <summary>The estimators that a model can be trained with, in the order of their declaration. The reparameterised one is always there and comes first; its mean is the gradient of the bound except under <see cref="Weights.Maximum"/>.</summary>
    public static ImmutableArray<Gradient> Valid(ModelDescription model) =>
    [
        .. Enum.GetValues<Gradient>().Where(gradient =>
            gradient != Gradient.DoublyReparameterised || model.HasConstantWeights),
    ];

    /// <summary>Every valid estimator on every batch.</summary>
    /// <param name="network">The model; K is the network's own.</param>
    /// <param name="batches">At least one; each the data of a training step.</param>
    /// <param name="repeats">Draws for the same batch, at least 2.</param>
    /// <param name="seed">Of the draws; the estimators are given the same.</param>
    /// <exception cref="ArgumentException">Fewer than two repeats, or no batch.</exception>
    public static ImmutableArray<GradientReport> Measure<TModel>(
        ModelNetwork<TModel> network, IReadOnlyList<Observation> batches, int repeats, long seed)
        where TModel : class, IModel<TModel>
    {
        if (batches.Count == 0)
            throw new ArgumentException("There are 0 batches to differentiate on; pass at least 1.", nameof(batches));
        var gradients = Valid(TModel.Description);
        return GradientReport.Of(
            [.. batches.Select((batch, b) => gradients.Select(gradient => Factors(network, batch, repeats, gradient, seed + b)).ToArray())],
            gradients);
    }

    /// <summary>How an estimator's gradient of the mean of log ŵ over a batch varies from draw to draw; one entry for each factor with parameters, then for each group of factors.</summary>
    /// <param name="network">The model; K is the network's own. Its gradients are zero afterwards.</param>
    /// <param name="batch">The data.</param>
    /// <param name="repeats">Draws, at least 2.</param>
    /// <param name="gradient">The estimator.</param>
    /// <param name="seed">Of the draws.</param>
    /// <exception cref="ArgumentException">Fewer than two repeats, or an estimator that is not valid for the model.</exception>
    public static ImmutableArray<FactorGradient> Factors<TModel>(
        ModelNetwork<TModel> network, Observation batch, int repeats, Gradient gradient, long seed)
        where TModel : class, IModel<TModel>
    {
        DatumReport.CheckRepeats(repeats);
        TModel.Description.CheckGradient(gradient);
        using var mode = EvaluationMode.Begin();
        var parameters = network.named_parameters().Select(named => (Submodule: named.name.Split('.')[0], Value: named.parameter)).ToArray();
        var first = parameters[0].Value;
        var noise = Noise.FromSeed(seed, first.device, first.dtype);
        var moments = parameters.GroupBy(p => p.Submodule).ToDictionary(group => group.Key, group => new GradientMoments(group.Sum(p => p.Value.numel())));
        try
        {
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                Differentiate(network, batch, noise, gradient);
                foreach (var group in parameters.GroupBy(p => p.Submodule))
                    Add(moments[group.Key], group.Select(p => p.Value));
            }

            network.zero_grad();
            return
            [
                .. ParameterGroups.Of(TModel.Description, moments.Keys).Select(group => new FactorGradient(
                    group.Name,
                    group.Submodules.Sum(name => moments[name].Variance),
                    group.Submodules.Sum(name => moments[name].Signal))),
            ];
        }
        finally
        {
            foreach (var one in moments.Values)
                one.Dispose();
        }
    }

    private static void Differentiate<TModel>(ModelNetwork<TModel> network, Observation batch, Noise noise, Gradient gradient)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var paths = GradientPaths.Of(gradient);
        network.zero_grad();
        paths.Backward(network.Propose(batch, network.Samples, noise, paths).LogTerms(), 1.0 / batch.Batch);
        Leftovers.Collect();
    }

    private static void Add(GradientMoments moments, IEnumerable<Tensor> parameters)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        moments.Add(cat([.. parameters.Select(p => (p.grad ?? zeros_like(p)).to_type(ScalarType.Float64).cpu().view(-1))], 0));
    }
}
