using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Steps;

namespace Hiwae.Training;

/// <summary>Fits a declared model to images by stochastic gradient ascent on its bound.</summary>
public static class Trainer
{
    /// <summary>A new run: initial weights and Adam (Kingma and Ba 2015), everything drawn from the options' seed.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, the images do not fit the model, or it cannot be compiled although the options say so.</exception>
    public static TrainingState<TModel> Start<TModel>(ImageData data, TrainingOptions options)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        DataBinding.Of(TModel.Description, data, options.Missing);
        return Start<TModel>(options);
    }

    /// <summary>A new run whose steps take observations that the caller makes.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static TrainingState<TModel> Start<TModel>(TrainingOptions options)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        var noise = Noise.FromSeed(options.Seed);
        var network = TModel.CreateNetwork(noise, options.Samples);
        StepChoice.Decide(network, options.Step);
        return new(network, optim.Adam(network.parameters(), options.LearningRate), noise, Epoch: 0, Step: 0);
    }

    /// <summary>
    /// Trains for the remaining epochs. Lazy: a step is taken when the next event is asked for, so whoever stops asking
    /// stops the run, and the last state stands.
    /// </summary>
    /// <param name="state">Where to start.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">How to train.</param>
    /// <param name="profile">Takes where the time of each step goes; nothing is timed where null.</param>
    /// <exception cref="TrainingDivergedException">The bound became infinite or not a number.</exception>
    public static IEnumerable<(TrainingEvent Event, TrainingState<TModel> State)> Run<TModel>(
        TrainingState<TModel> state, ImageData data, TrainingOptions options, StepProfile? profile = null)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        var binding = DataBinding.Of(TModel.Description, data, options.Missing);
        var size = Math.Min(options.BatchSize, data.Train.Count);
        var steps = (data.Train.Count + size - 1) / size;
        using var best = new BestParameters(state.Network);
        while (state.Epoch < options.Epochs && !best.IsStale(options.Patience))
        {
            using var order = state.Noise.Permutation(data.Train.Count).DetachFromDisposeScope();
            var sum = 0.0;
            for (var step = 0; step < steps; step++)
            {
                var count = Math.Min(size, data.Train.Count - (step * size));
                var bound = Step(state, binding, order, step * size, count, options, profile);
                sum += bound * count;
                state = state with { Step = state.Step + 1 };
                yield return (new TrainingEvent.StepTaken(state.Epoch + 1, step + 1, steps, count, bound), state);
            }

            state = state with { Epoch = state.Epoch + 1 };
            var validation = Validate(state, binding, options);
            CheckFinite<TModel>(validation, state.Epoch, state.Step, options);
            var isBest = best.Offer(state.Epoch, validation);
            yield return (new TrainingEvent.EpochEnded(state.Epoch, sum / data.Train.Count, validation, isBest), state);
        }

        var stopped = state.Epoch < options.Epochs;
        var kept = options.Patience is null ? state.Epoch : best.Restore();
        yield return (new TrainingEvent.Finished(kept, stopped), state);
    }

    /// <summary>One update of all parameters; the bound on the batch before it, in nats per datum.</summary>
    /// <param name="state">Where the run stands; its tensors are updated.</param>
    /// <param name="batch">The data of the step.</param>
    /// <param name="options">The limit of the gradient's norm, and which path is taken, are read from them.</param>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or the path that was asked for cannot be taken.</exception>
    /// <exception cref="TrainingDivergedException">The bound became infinite or not a number.</exception>
    public static double Step<TModel>(TrainingState<TModel> state, Observation batch, TrainingOptions options) where TModel : class, IModel<TModel> =>
        Step(state, batch, options, null);

    private static double Step<TModel>(TrainingState<TModel> state, Observation batch, TrainingOptions options, StepProfile? profile)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var (network, optimizer, noise) = (state.Network, state.Optimizer, state.Noise);
        network.train();
        var decision = StepChoice.Decide(network, options.Step);
        profile?.Watch(decision.IsCompiled ? network.Steps.Compiled(isTraining: true, TModel.Description.Gradient) : null);
        var value = network.Differentiate(batch, noise, decision, TModel.Description.Gradient, temperature: 1, profile);
        profile?.End(StepStage.Gradient);
        CheckFinite<TModel>(value, state.Epoch + 1, state.Step + 1, options);
        if (options.GradientNorm is { } norm)
            nn.utils.clip_grad_norm_(network.parameters(), norm);
        profile?.End(StepStage.Clipping);
        optimizer.step();
        profile?.End(StepStage.Optimiser);
        return value;
    }

    /// <summary>One update on images of the training split, drawn in a given order.</summary>
    private static double Step<TModel>(
        TrainingState<TModel> state, DataBinding binding, Tensor order, int start, int count, TrainingOptions options, StepProfile? profile)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        profile?.Begin();
        var batch = binding.Draw(binding.Data.Train, order.narrow(0, start, count), state.Noise);
        profile?.End(StepStage.Batch);
        return Step(state, batch, options, profile);
    }

    /// <summary>The bound on the validation images, in nats per image.</summary>
    private static double Validate<TModel>(TrainingState<TModel> state, DataBinding binding, TrainingOptions options)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        return Evaluator.Bound(state.Network, binding.HeldOut(binding.Data.Validation), options.Seed, options.Step);
    }

    private static void CheckFinite<TModel>(double bound, int epoch, long step, TrainingOptions options)
        where TModel : class, IModel<TModel>
    {
        if (!double.IsFinite(bound))
            throw new TrainingDivergedException(TModel.Description.Name, epoch, step, bound, options.LearningRate, TModel.Description.Weights);
    }
}
