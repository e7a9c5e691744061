using System.Diagnostics;
using Hiwae.Reports;
using Hiwae.Training;

namespace Hiwae.Toys;

/// <summary>The outcome of one training.</summary>
/// <param name="Settings">The settings of the training.</param>
/// <param name="Report">How the estimator behaves.</param>
/// <param name="Seconds">The time that training took.</param>
/// <param name="Draws">Proposals for a picture; null where none were asked for.</param>
internal sealed record ToyOutcome(ToySettings Settings, EstimatorReport Report, double Seconds, ToyDraws? Draws)
{
    /// <summary>log Z − L_K in nats.</summary>
    public double Gap => Report.Gap!.Value;
}

/// <summary>Trains a model on a density of the plane and measures it; null where the user interrupted it.</summary>
/// <param name="catalogue">The models, and the user's wish to stop.</param>
/// <param name="settings">The settings of the training.</param>
/// <param name="groups">The number of groups of proposals to draw for a picture; 0 for none.</param>
/// <param name="onStep">Told of the steps made and the bound of the last one.</param>
internal sealed class ToyTraining(ToyCatalogue catalogue, ToySettings settings, int groups = 0, Action<int, double>? onStep = null) : IModelVisitor<ToyOutcome?>
{
    /// <summary>The number of draws of ŵ within which variances and correlations are taken, before they are averaged.</summary>
    public const int DrawsInPart = 2000;

    /// <summary>Trains and measures.</summary>
    /// <exception cref="ArgumentException">The program does not declare the model.</exception>
    /// <exception cref="TrainingDivergedException">The bound became infinite or not a number.</exception>
    public static ToyOutcome? Run(ToyCatalogue catalogue, ToySettings settings, int groups = 0, Action<int, double>? onStep = null) =>
        Trained(settings).In(catalogue).Accept(new ToyTraining(catalogue, settings, groups, onStep));

    /// <summary>
    /// The model whose bound is trained on. Under the maximum heuristic ŵ is zero with positive probability, so that its
    /// logarithm has no mean: the same proposals are trained under balance.
    /// </summary>
    public static ToyModel Trained(ToySettings settings) =>
        settings.Model.Weights == Weights.Maximum ? ToyModels.Find(settings.Model.Structure, Weights.Balance) : settings.Model;

    /// <inheritdoc/>
    public ToyOutcome? Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var watch = Stopwatch.StartNew();
        using var start = Trainer.Start<TModel>(settings.Options);
        if (!Train(start))
            return null;
        var seconds = watch.Elapsed.TotalSeconds;
        return TModel.Description.Name == settings.Model.Model
            ? Measure(start.Network, seconds)
            : settings.Model.In(catalogue).Accept(new Transfer(this, start.Network.state_dict(), seconds));
    }

    private bool Train<TModel>(TrainingState<TModel> state) where TModel : class, IModel<TModel>
    {
        var options = settings.Options;
        var rows = ToyTarget.Rows(settings.Index, settings.Batch);
        for (var step = 1; step <= settings.Steps; step++)
        {
            (var bound, state) = Trainer.Step(state, rows, options);
            onStep?.Invoke(step, bound);
            if (catalogue.IsStopped() && step < settings.Steps)
                return false;
        }

        return true;
    }

    private ToyOutcome Measure<TModel>(ModelNetwork<TModel> network, double seconds) where TModel : class, IModel<TModel>
    {
        // Draws that training has not seen.
        var parts = (settings.Draws + DrawsInPart - 1) / DrawsInPart;
        var report = EstimatorReports.Measure(
            network, ToyTarget.Rows(settings.Index, parts), DrawsInPart, Noise.FromSeed(settings.Seed + 1_000_000), [.. Enumerable.Repeat(settings.Density.LogNormaliser, parts)]);
        var draws = groups > 0 ? ToyDraws.From(network, settings.Index, groups, settings.Seed) : null;
        return new(settings, report, seconds, draws);
    }

    /// <summary>Measures another weighting of the same proposals.</summary>
    private sealed class Transfer(ToyTraining training, Dictionary<string, Tensor> parameters, double seconds) : IModelVisitor<ToyOutcome?>
    {
        public ToyOutcome? Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var network = TModel.CreateNetwork(Noise.FromSeed(0), training.Settings.Samples);
            network.load_state_dict(parameters);
            return training.Measure(network, seconds);
        }
    }

    private ToySettings Settings => settings;
}
