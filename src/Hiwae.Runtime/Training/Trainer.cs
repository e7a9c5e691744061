using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Evaluation;
using Hiwae.Randomness;

namespace Hiwae.Training;

/// <summary>Fits a declared model to images by stochastic gradient ascent on its bound.</summary>
public static partial class Trainer
{
    /// <summary>A new run: initial weights and Adam (Kingma and Ba 2015), everything drawn from the options' seed. Pseudo-inputs start at training images, and the output where the options say.</summary>
    /// <param name="data">The images, wherever they are: batches are moved.</param>
    /// <param name="options">How to train.</param>
    /// <param name="device">Where parameters and steps are; the CPU where null. Another one takes the portable path.</param>
    /// <exception cref="ArgumentException">An option is out of its range or not for this model, the images do not fit it, or it cannot be compiled although the options say so; or memory is short, see <see cref="TrainingOptions.SamplesPerBlock"/>.</exception>
    public static TrainingState<TModel> Start<TModel>(DataSet data, TrainingOptions options, Device? device = null)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        var binding = DataBinding.Of(TModel.Description, data, options);
        var start = Start<TModel>(options, Steps(data, options), device, (network, noise) => StartAtData(network, binding, options, noise));
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

    /// <summary>
    /// A new run whose steps take observations that the caller makes. Pseudo-inputs start at the data of the first step, unless they were started at
    /// others before, by <see cref="DataStart.StartAtData"/>.
    /// </summary>
    /// <param name="options">How to train.</param>
    /// <param name="stepsPerEpoch">The number of steps of an epoch, in which schedules and warm-up are told; where it is 1, the options' epochs are steps.</param>
    /// <param name="device">Where parameters and steps are; the CPU where null.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or not for this model; or the output is to start at the mean of data that are not there yet.</exception>
    public static TrainingState<TModel> Start<TModel>(TrainingOptions options, int stepsPerEpoch = 1, Device? device = null)
        where TModel : class, IModel<TModel> => options.OutputStart == OutputStart.Mean
            ? throw new ArgumentException(
                $"{nameof(TrainingOptions.OutputStart)} is {options.OutputStart}, and a run whose data come step by step has none to take a mean of; leave it at {OutputStart.Zero}, and call {nameof(MeanStart.StartAtMean)} of the network with some data.")
            : Start<TModel>(options, stepsPerEpoch, device, (_, _) => { });

    private static TrainingState<TModel> Start<TModel>(TrainingOptions options, int stepsPerEpoch, Device? device, Action<ModelNetwork<TModel>, Noise> prepare)
        where TModel : class, IModel<TModel>
    {
        options.Check().GradientOf(TModel.Description);
        options.CheckedAlphaOf(TModel.Description);
        if (stepsPerEpoch < 1)
            throw new ArgumentException($"The number of steps per epoch is {stepsPerEpoch}; it must be at least 1.", nameof(stepsPerEpoch));
        TrainingMemory.CheckParameters<TModel>(options);
        var noise = Noise.FromSeed(options.Seed, device);
        var network = TModel.CreateNetwork(noise, options.Samples, options.Heads);
        options.Decide(network);
        prepare(network, noise);
        return new(network, Optimisers.Of(network, options), noise, Epoch: 0, Step: 0)
        {
            Averages = options.Averaging > 0 ? new(network, options.Averaging) : null,
            StepsPerEpoch = stepsPerEpoch,
        };
    }

    /// <summary>Starts pseudo-inputs, where there are any, at training images, and then the output where the options say.</summary>
    private static void StartAtData<TModel>(ModelNetwork<TModel> network, DataBinding binding, TrainingOptions options, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var images = binding.Data.Train;
        if (Math.Min(network.PseudoInputsToStart(), images.Count) is var count and > 0)
            network.StartAtData(binding.Draw(images, noise.Permutation(images.Count).narrow(0, 0, count), noise), noise);
        if (options.OutputStart == OutputStart.Mean)
            network.StartAtMeanOfAll(binding.Expected(images));
    }

    /// <summary>
    /// Trains for the remaining epochs. Lazy: a step is taken when the next event is asked for, so whoever stops asking
    /// stops the run, and the last state stands: a run that goes on from it goes on at the next step of the epoch, as if it had not been stopped. Where parameters are averaged, the network holds the averages at the end of an epoch and when the run
    /// is over or stopped; a run that goes on from there goes on from the parameters that are trained.
    /// </summary>
    /// <param name="state">Where to start.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">How to train.</param>
    /// <param name="profile">Takes where the time of each step goes; nothing is timed where null.</param>
    /// <param name="watch">Watches over each step and validation; nobody does where null. Stopped, the run stands as after the last step or the last update of Q and R, and goes on from there to the last bit.</param>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    /// <exception cref="TrainingDivergedException">The bound or its gradient became infinite or not a number; the message names what did first.</exception>
    public static IEnumerable<(TrainingEvent Event, TrainingState<TModel> State)> Run<TModel>(
        TrainingState<TModel> state, DataSet data, TrainingOptions options, StepProfile? profile = null, StepWatch? watch = null)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        var binding = DataBinding.Of(TModel.Description, data, options);
        var size = Math.Min(options.BatchSize, data.Train.Count);
        var steps = Steps(data, options);
        if (state.Part.Steps > steps)
            throw new ArgumentException(
                $"The run has made {state.Part.Steps} steps of epoch {state.Epoch + 1}, and an epoch of {data.Name} has {steps} with batches of {size}; give it the data and the batch size that it began with.");
        if (state.Part.Steps > 0 && state.UnderWay.Order is null && state.Noise is CounterNoise)
            throw new ArgumentException($"The run was left in epoch {state.Epoch + 1} in the middle of a stream of batches; go on with that, or begin a new run with {data.Name}.");
        state = state with { StepsPerEpoch = steps };
        try
        {
            while (state.Epoch < options.Epochs && !state.IsStale(options))
            {
                using var order = state.UnderWay.OrderOf(state.Noise, data.Train.Count);
                for (var step = state.Part.Steps; step < steps; step++)
                {
                    var count = Math.Min(size, data.Train.Count - (step * size));
                    (var bound, state) = Step(state, binding, order.narrow(0, step * size, count), options, profile, watch);
                    state = state with { Part = state.Part.After(bound, count) };
                    yield return (new TrainingEvent.StepTaken(state.Epoch + 1, step + 1, steps, count, bound), state);
                }

                (var ended, state) = EndEpoch(state, data.Train.Count, () => binding.HeldOut(binding.Data.Validation, state.Noise.Device), options, watch);
                yield return (ended, state);
            }

            var stopped = state.Epoch < options.Epochs;
            state.Settle();
            yield return (new TrainingEvent.Finished(state.SettleOnBest(options), stopped), state);
        }
        finally
        {
            state.End();
        }
    }

    /// <summary>The end of an epoch of so many data: the bound on the validation data, in nats per datum, and whether it is the best.</summary>
    private static (TrainingEvent.EpochEnded Event, TrainingState<TModel> State) EndEpoch<TModel>(
        TrainingState<TModel> state, long count, Func<Observation> heldOut, TrainingOptions options, StepWatch? watch)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var training = state.Part.BoundSum / count;
        state = state with { Epoch = state.Epoch + 1, Part = default };
        state.Best.TakeOut();
        state.Settle();
        Align(state);
        var data = heldOut();
        var validation = Evaluator.BoundByAll(state.Network, data, options.Seed, options.Step, watch, state.Division?.Communicator);
        if (!double.IsFinite(validation))
            throw DivergedValidation(state, data, options, validation);
        var isBest = state.BestEpoch is not { } best || validation > best.ValidationBound;
        if (isBest && options.Patience is not null)
            state.Best.Keep();
        var ended = new TrainingEvent.EpochEnded(state.Epoch, training, validation, isBest);
        state.UnderWay.Order = null;
        return (ended, state with { LastEpoch = ended, BestEpoch = isBest ? ended : state.BestEpoch });
    }

    private static int Steps(DataSet data, TrainingOptions options)
    {
        var size = Math.Min(options.BatchSize, data.Train.Count);
        return (data.Train.Count + size - 1) / size;
    }
}
