using System.Diagnostics;
using System.Globalization;
using Hiwae.Checkpoints;
using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Training;

namespace Hiwae.Studies.Burda;

/// <summary>Trains and tests one cell, whose run is kept at the end of each epoch; null where the user interrupted it.</summary>
/// <param name="cell">The cell.</param>
/// <param name="data">The images.</param>
/// <param name="settings">How.</param>
/// <param name="epochs">For how long.</param>
/// <param name="mark">What tells the settings apart.</param>
/// <param name="folder">The run's folder.</param>
/// <param name="stop">Cancelled where the user wants to stop.</param>
/// <param name="onStep">Told of how far it is, from 0 to 1, and what it does.</param>
internal sealed class CellTraining(Cell cell, DataSet data, Settings settings, int epochs, string mark, string folder, CancellationToken stop, Action<double, string> onStep)
    : IModelVisitor<CellResult?>
{
    private readonly TrainingOptions options = settings.Of(cell, epochs);

    // What of the whole is training, where a sample costs about three times as much as in the test.
    private double TrainingShare => 1 / (1 + ((double)settings.TestImages * settings.TestSamples / (3.0 * epochs * data.Train.Count * (cell.Samples + 1))));

    /// <inheritdoc/>
    public CellResult? Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var binding = DataBinding.Of(TModel.Description, data, options);
        var state = Start<TModel>();
        try
        {
            var watch = Stopwatch.StartNew();
            (state, var isOver) = Train(state, RunData.Of(binding));
            if (!isOver)
                return null;
            var (trained, network) = (watch.Elapsed, state.Network);
            watch.Restart();
            return Test(network, binding.HeldOut(data.Test.Take(settings.TestImages))) is { } test ? new()
            {
                Layers = cell.Layers,
                Samples = cell.Samples,
                Gradient = cell.Gradient.ToString(),
                Seed = cell.Seed,
                Epochs = epochs,
                Settings = mark,
                Nll = Finite(-test.Mean),
                NllStandardError = Finite(test.StandardError),
                TestImages = test.Images,
                TestSamples = test.Samples,
                TrainingBound = Finite(state.LastEpoch?.TrainingBound),
                TrainingSeconds = trained.TotalSeconds,
                TestSeconds = watch.Elapsed.TotalSeconds,
            }
            : null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            state.Dispose();
        }
    }

    /// <summary>The run where it was left; a new one where there is none, it was another, or its files are damaged.</summary>
    private TrainingState<TModel> Start<TModel>() where TModel : class, IModel<TModel>
    {
        if (File.Exists(Path.Combine(folder, Checkpoint.RunFile)))
        {
            try
            {
                if (Checkpoint.ReadRun(folder) is { } run && run.Options == options && run.Model == TModel.Description.Name)
                    return Trainer.Resume<TModel>(folder, data);
            }
            catch (CheckpointException)
            {
                // It is trained again.
            }
        }

        return Trainer.Start<TModel>(data, options);
    }

    private (TrainingState<TModel> State, bool IsOver) Train<TModel>(TrainingState<TModel> state, RunData description) where TModel : class, IModel<TModel>
    {
        void Save(RunStatus status) => Checkpoint.Save(folder, state, RunRecord.Of(state, description, options) with { Status = status });
        try
        {
            foreach (var (happening, now) in Trainer.Run(state, data, options, watch: new(stop)))
            {
                state = now;
                if (happening is TrainingEvent.StepTaken step)
                    onStep(TrainingShare * now.Position / epochs, string.Create(CultureInfo.InvariantCulture, $"epoch {step.Epoch} of {epochs}, bound {step.Bound:F2}"));
                else if (happening is TrainingEvent.EpochEnded)
                    Save(state.Epoch < epochs ? RunStatus.Running : RunStatus.Completed);
                stop.ThrowIfCancellationRequested();
            }

            return (state, true);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Save(state.Epoch < epochs ? RunStatus.Interrupted : RunStatus.Completed);
            return (state, false);
        }
    }

    private LogLikelihood? Test<TModel>(ModelNetwork<TModel> network, Observation images) where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        network.eval();
        var values = new List<double>();
        foreach (var block in Evaluator.LogEstimates(network, images, new() { Samples = settings.TestSamples, Seed = cell.Seed, Watch = new(stop) }))
        {
            values.AddRange(block);
            if (stop.IsCancellationRequested)
                return null;
            var share = (double)values.Count / images.Batch;
            onStep(TrainingShare + ((1 - TrainingShare) * share), string.Create(CultureInfo.InvariantCulture, $"test, log p(x) {values.Average():F2}"));
        }

        return LogLikelihood.From(values, Evaluator.WholeGroups(network, settings.TestSamples));
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
