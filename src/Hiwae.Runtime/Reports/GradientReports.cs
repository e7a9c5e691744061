using Hiwae.Compilation;
using Hiwae.Native;
using Hiwae.Networks;
using Hiwae.Randomness;

namespace Hiwae.Reports;

/// <summary>The variation of one estimator's gradient, factor by factor, averaged over batches.</summary>
/// <param name="Gradient">The estimator.</param>
/// <param name="Rows">A row for each factor with parameters and for each group of factors.</param>
public sealed record GradientReport(Gradient Gradient, ImmutableArray<GradientRow> Rows)
{
    /// <summary>Brings several batches and estimators together.</summary>
    /// <param name="batches">For each batch, for each estimator in the same order, its factors; the first estimator is what the others are compared to.</param>
    /// <param name="gradients">The estimators.</param>
    public static ImmutableArray<GradientReport> Of(
        IReadOnlyList<IReadOnlyList<ImmutableArray<FactorGradient>>> batches, IReadOnlyList<Gradient> gradients) =>
        [.. gradients.Select((gradient, g) => new GradientReport(gradient, [.. batches[0][0].Select((_, row) => Row(batches, g, row))]))];

    private static GradientRow Row(IReadOnlyList<IReadOnlyList<ImmutableArray<FactorGradient>>> batches, int gradient, int row)
    {
        FactorGradient[] own = [.. batches.Select(batch => batch[gradient][row])];

        // Batch by batch: which data are in a batch matters more to a variance than which estimator it is of.
        double[] logRatios = [.. batches.Select(batch => Math.Log(batch[gradient][row].Variance / batch[0][row].Variance))];
        return new(
            own[0].Name,
            own.Average(factor => factor.Variance),
            Statistics.Mean(own.Select(factor => factor.SignalToNoise)),
            Math.Exp(logRatios.Average()),
            Math.Exp(logRatios.Average()) * Statistics.StandardError(logRatios));
    }
}

/// <summary>The variation from draw to draw, for the same data, of the bound's gradient for the parameters of one factor or of several.</summary>
/// <param name="Name">The submodule, such as <c>q_z</c>; or what the parameters have in common, such as <c>Q</c>.</param>
/// <param name="Variance">The sum over parameters of the variance of the gradient.</param>
/// <param name="Signal">The sum over parameters of the square of the gradient's mean, corrected for what noise adds to it.</param>
public readonly record struct FactorGradient(string Name, double Variance, double Signal)
{
    /// <summary>The norm of the mean gradient by the root of its variance; zero where the mean is lost in noise.</summary>
    public double SignalToNoise => Math.Sqrt(Math.Max(0, Signal) / Variance);
}

/// <summary>A row of a <see cref="GradientReport"/>, averaged over batches.</summary>
/// <param name="Name">The factor's submodule, or a group of factors.</param>
/// <param name="Variance">The sum over parameters of the variance of the gradient.</param>
/// <param name="SignalToNoise">The norm of the mean gradient by the root of its variance.</param>
/// <param name="Ratio">The variance divided by that of the first estimator, the geometric mean over batches.</param>
/// <param name="RatioError">The standard error of the ratio over batches; NaN for a single batch.</param>
public readonly record struct GradientRow(string Name, double Variance, double SignalToNoise, double Ratio, double RatioError);

/// <summary>Measures how gradients of the bound vary, for each of the estimators that a model can be trained with.</summary>
public static class GradientReports
{
    /// <summary>The estimators that a model can be trained with, in the order of their declaration. The reparameterised one is always there and comes first; its mean is the gradient of the bound except under <see cref="Weights.Maximum"/>.</summary>
    public static ImmutableArray<Gradient> Valid(ModelDescription model) =>
        [.. Enum.GetValues<Gradient>().Where(gradient => gradient != Gradient.DoublyReparameterised || model.DoublyObstacle is null)];

    /// <summary>Every valid estimator on every batch.</summary>
    /// <param name="network">The model; K is the network's own.</param>
    /// <param name="batches">At least one; each the data of a training step.</param>
    /// <param name="repeats">Draws for the same batch, at least 2.</param>
    /// <param name="seed">The seed of the draws; the estimators are given the same.</param>
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

    /// <summary>The variation from draw to draw of an estimator's gradient of the mean of log ŵ over a batch; one entry for each factor with parameters, then for each group of factors.</summary>
    /// <param name="network">The model; K is the network's own. Its gradients are zero afterwards.</param>
    /// <param name="batch">The data.</param>
    /// <param name="repeats">Draws, at least 2.</param>
    /// <param name="gradient">The estimator.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="watch">Watches over each draw; nobody does where null.</param>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    /// <exception cref="ArgumentException">Fewer than two repeats, an estimator that is not valid for the model, or data that do not fit it or the network.</exception>
    public static ImmutableArray<FactorGradient> Factors<TModel>(
        ModelNetwork<TModel> network, Observation batch, int repeats, Gradient gradient, long seed, StepWatch? watch = null)
        where TModel : class, IModel<TModel>
    {
        DatumReport.CheckRepeats(repeats);
        TModel.Description.CheckGradient(gradient);
        using var scope = NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        batch = network.Checked(batch);
        var parameters = network.named_parameters().Select(named => (Submodule: named.name.Split('.')[0], Value: named.parameter)).ToArray();
        var first = parameters[0].Value;
        var noise = Noise.FromSeed(seed, first.device, first.dtype);
        var moments = parameters.GroupBy(p => p.Submodule).ToDictionary(group => group.Key, group => new GradientMoments(group.Sum(p => p.Value.numel())));
        try
        {
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                Differentiate(network, batch, noise, gradient, watch);
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

    private static void Differentiate<TModel>(ModelNetwork<TModel> network, Observation batch, Noise noise, Gradient gradient, StepWatch? watch)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var tape = GradientTape.Of(gradient);
        using var work = Leftovers.Begin();
        network.zero_grad();
        if (NetworkEstimates.BlocksOf(network, batch, network.Samples, noise, hasGradient: true) is { } blocks)
        {
            // With the opposite sign, which changes no variance.
            new BlockedBatch<TModel>(network, batch, network.Samples, (CounterNoise)noise, blocks, watch).WriteGradients(gradient, 1, 0, null);
            return;
        }

        watch?.ThrowIfStopped();
        tape.Backward(network.Propose(batch, network.Samples, noise, tape).LogTerms(), 1.0 / batch.Batch);
        Leftovers.Collect();
    }

    private static void Add(GradientMoments moments, IEnumerable<Tensor> parameters)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        moments.Add(cat([.. parameters.Select(p => (p.grad ?? zeros_like(p)).to_type(ScalarType.Float64).cpu().view(-1))], 0));
    }
}
