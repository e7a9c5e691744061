using System.Diagnostics;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Training;

namespace Hiwae.Studies.Burda;

/// <summary>Measures for some seconds what a cell costs; null where the user interrupted it.</summary>
internal sealed class CellTiming(Cell cell, DataSet data, Settings settings, CancellationToken stop) : IModelVisitor<Timing?>
{
    // The first steps are compiled, and find their memory.
    private const int First = 3;

    private const int LeastSteps = 20;
    private const int MostSteps = 500;
    private const int Images = 20;
    private const int Samples = 1000;

    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public Timing? Visit<TModel>() where TModel : class, IModel<TModel>
    {
        using var scope = torch.NewDisposeScope();
        var options = settings.Of(cell, 1) with { OutputStart = OutputStart.Zero };
        using var state = Trainer.Start<TModel>(data, options);
        try
        {
            var epoch = Epoch(state, options);
            var images = DataBinding.Of(TModel.Description, data, options).HeldOut(data.Test.Take(Images));
            Test(state.Network, images, 1);
            var samples = Math.Min(Samples, settings.TestSamples);
            var watch = Stopwatch.StartNew();
            Test(state.Network, images, samples);
            return new(cell.Name, epoch, watch.Elapsed.TotalSeconds * settings.TestSamples / samples * settings.TestImages / images.Batch);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private double Epoch<TModel>(TrainingState<TModel> state, TrainingOptions options) where TModel : class, IModel<TModel>
    {
        var (watch, counted, steps) = (Stopwatch.StartNew(), 0, 1);
        foreach (var (happening, _) in Trainer.Run(state, data, options, watch: new(stop)))
        {
            if (happening is not TrainingEvent.StepTaken step)
                break;
            (counted, steps) = (counted + 1, step.StepsPerEpoch);
            if (step.StepInEpoch == First && steps > First)
            {
                counted = 0;
                watch.Restart();
            }

            if (counted >= MostSteps || (counted >= LeastSteps && watch.Elapsed > Enough))
                break;
        }

        return watch.Elapsed.TotalSeconds / counted * steps;
    }

    private void Test<TModel>(ModelNetwork<TModel> network, Observation images, int samples) where TModel : class, IModel<TModel>
    {
        foreach (var block in Evaluator.LogEstimates(network, images, new() { Samples = samples, Watch = new(stop) }))
            _ = block;
    }
}
