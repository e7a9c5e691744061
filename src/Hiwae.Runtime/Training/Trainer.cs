using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Evaluation;

namespace Hiwae.Training;

/// <summary>Fits a declared model to images by stochastic gradient ascent on its bound.</summary>
public static class Trainer
{
    /// <summary>A new run: initial weights and Adam (Kingma and Ba 2015), everything drawn from the options' seed.</summary>
    /// <exception cref="ArgumentException">An option is out of its range or not for this model, the images do not fit it, or it cannot be compiled although the options say so; or memory is short, see <see cref="TrainingMemory"/>.</exception>
    public static TrainingState<TModel> Start<TModel>(ImageData data, TrainingOptions options)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        DataBinding.Of(TModel.Description, data, options.Missing);
        var start = Start<TModel>(options, Steps(data, options));
        try
        {
            options.Plan(start.Network, Math.Min(options.BatchSize, data.Train.Count));
            return start;
        }
        catch (ArgumentException)
        {
            start.Dispose();
            throw;
        }
    }

    /// <summary>A new run whose steps take observations that the caller makes.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="stepsPerEpoch">The number of steps of an epoch, in which schedules and warm-up are told; where it is 1, the options' epochs are steps.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or not for this model.</exception>
    public static TrainingState<TModel> Start<TModel>(TrainingOptions options, int stepsPerEpoch = 1)
        where TModel : class, IModel<TModel>
    {
        options.Check().GradientOf(TModel.Description);
        if (stepsPerEpoch < 1)
            throw new ArgumentException($"The number of steps per epoch is {stepsPerEpoch}; it must be at least 1.", nameof(stepsPerEpoch));
        TrainingMemory.CheckParameters<TModel>(options);
        var noise = Noise.FromSeed(options.Seed);
        var network = TModel.CreateNetwork(noise, options.Samples);
        options.Decide(network);
        return new(network, Optimisers.Of(network, options), noise, Epoch: 0, Step: 0)
        {
            Averages = options.Averaging > 0 ? new(network, options.Averaging) : null,
            StepsPerEpoch = stepsPerEpoch,
        };
    }

    /// <summary>
    /// Trains for the remaining epochs. Lazy: a step is taken when the next event is asked for, so whoever stops asking
    /// stops the run, and the last state stands. Where parameters are averaged, the network holds the averages at the end of an epoch and when the run
    /// is over or stopped; a run that goes on from there goes on from the parameters that are trained.
    /// </summary>
    /// <param name="state">Where to start.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">How to train.</param>
    /// <param name="profile">Takes where the time of each step goes; nothing is timed where null.</param>
    /// <param name="watch">Watches over each step and validation; nobody does where null. Stopped, the run stands as after the last step.</param>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    /// <exception cref="TrainingDivergedException">The bound became infinite or not a number.</exception>
    public static IEnumerable<(TrainingEvent Event, TrainingState<TModel> State)> Run<TModel>(
        TrainingState<TModel> state, ImageData data, TrainingOptions options, StepProfile? profile = null, StepWatch? watch = null)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        var binding = DataBinding.Of(TModel.Description, data, options.Missing);
        var size = Math.Min(options.BatchSize, data.Train.Count);
        var steps = Steps(data, options);
        state = state with { StepsPerEpoch = steps };
        using var best = new BestParameters(state.Network);
        try
        {
            while (state.Epoch < options.Epochs && !best.IsStale(options))
            {
                using var order = state.Noise.Permutation(data.Train.Count).DetachFromDisposeScope();
                var sum = 0.0;
                for (var step = 0; step < steps; step++)
                {
                    var count = Math.Min(size, data.Train.Count - (step * size));
                    (var bound, state) = Step(state, binding, order, step * size, count, options, profile, watch);
                    sum += bound * count;
                    yield return (new TrainingEvent.StepTaken(state.Epoch + 1, step + 1, steps, count, bound), state);
                }

                state = state with { Epoch = state.Epoch + 1 };
                state.Settle();
                var validation = Validate(state, binding, options, watch);
                CheckFinite<TModel>(validation, state.Epoch, state.Step, options);
                var isBest = best.Offer(state.Epoch, validation);
                yield return (new TrainingEvent.EpochEnded(state.Epoch, sum / data.Train.Count, validation, isBest), state);
            }

            var stopped = state.Epoch < options.Epochs;
            var kept = options.Patience is null ? state.Epoch : best.Restore();
            yield return (new TrainingEvent.Finished(kept, stopped), state);
        }
        finally
        {
            state.Settle();
        }
    }

    /// <summary>
    /// One update of all parameters, or the options' number of updates of Q and R of which the last moves P too.
    /// </summary>
    /// <param name="state">The run before the step. Its tensors are updated in place, so that it is not to be used any more.</param>
    /// <param name="batch">The data of the step.</param>
    /// <param name="options">How to train; the learning rates are those of the state's moment in the run.</param>
    /// <param name="watch">Watches over it; nobody does where null. Stopped in an update, it has changed no parameter; updates of Q and R that were made before it stand.</param>
    /// <returns>The bound on the batch before the step, in nats per datum, during the warm-up with the weight that its parts have; and the run after the step.</returns>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or the path or the blocks that were asked for cannot be taken.</exception>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    /// <exception cref="TrainingDivergedException">The bound became infinite or not a number.</exception>
    public static (double Bound, TrainingState<TModel> State) Step<TModel>(
        TrainingState<TModel> state, Observation batch, TrainingOptions options, StepWatch? watch = null)
        where TModel : class, IModel<TModel> => Step(state, batch, options, null, watch);

    private static (double Bound, TrainingState<TModel> State) Step<TModel>(
        TrainingState<TModel> state, Observation batch, TrainingOptions options, StepProfile? profile, StepWatch? watch)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var (network, optimisers, noise) = (state.Network, state.Optimisers, state.Noise);
        network.train();
        state.Averages?.TakeOut();
        var decision = options.Decide(network);
        var gradient = options.GradientOf(TModel.Description);
        profile?.Watch(decision.IsCompiled ? NetworkPrograms.Of(network).Compiled(isTraining: true, gradient, decision.Precision) : null);
        var temperature = options.TemperatureAt(state.Position);
        optimisers.SetRates(options, state.Position);
        double? first = null;
        for (var update = 1; update <= options.InferenceUpdates; update++)
        {
            var isLast = update == options.InferenceUpdates;
            var value = network.WriteGradients(
                batch, noise, decision, gradient, temperature, options.FreeBits, options.SamplesPerBlock, watch, profile is null ? null : () => profile.End(StepStage.Bound));
            profile?.End(StepStage.Gradient);
            CheckFinite<TModel>(value, state.Epoch + 1, state.Step + 1, options);
            first ??= value;
            if (options.GradientNorm is { } norm)
                optimisers.Clip(norm, movesGenerative: isLast);
            profile?.End(StepStage.Clipping);
            optimisers.Step(movesGenerative: isLast);
            if (isLast)
                state.Averages?.Add();
            profile?.End(StepStage.Optimiser);
        }

        return (first!.Value, state with { Step = state.Step + 1 });
    }

    /// <summary>One update on images of the training split, drawn in a given order.</summary>
    private static (double Bound, TrainingState<TModel> State) Step<TModel>(
        TrainingState<TModel> state, DataBinding binding, Tensor order, int start, int count, TrainingOptions options, StepProfile? profile, StepWatch? watch)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        profile?.Begin();
        var batch = binding.Draw(binding.Data.Train, order.narrow(0, start, count), state.Noise);
        profile?.End(StepStage.Batch);
        return Step(state, batch, options, profile, watch);
    }

    /// <summary>The bound on the validation images, in nats per image.</summary>
    private static double Validate<TModel>(TrainingState<TModel> state, DataBinding binding, TrainingOptions options, StepWatch? watch)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        return Evaluator.Bound(state.Network, binding.HeldOut(binding.Data.Validation), options.Seed, options.Step, watch);
    }

    private static int Steps(ImageData data, TrainingOptions options)
    {
        var size = Math.Min(options.BatchSize, data.Train.Count);
        return (data.Train.Count + size - 1) / size;
    }

    private static void CheckFinite<TModel>(double bound, int epoch, long step, TrainingOptions options)
        where TModel : class, IModel<TModel>
    {
        if (!double.IsFinite(bound))
            throw new TrainingDivergedException(TModel.Description.Name, epoch, step, bound, Math.Max(options.LearningRate, options.InferenceLearningRate ?? 0), TModel.Description.Weights);
    }
}
