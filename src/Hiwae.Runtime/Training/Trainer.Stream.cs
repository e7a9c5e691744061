using Hiwae.Communication;
using Hiwae.Compilation;
using Hiwae.Data;
using Microsoft.Extensions.Logging;

namespace Hiwae.Training;

// Training from batches that come from anywhere, and training to the end.
public static partial class Trainer
{
    /// <summary>
    /// Trains for the remaining epochs on batches that come one after the other, such as from files that are larger than memory. Lazy as <see cref="Run{TModel}(TrainingState{TModel}, DataSet, TrainingOptions, StepProfile, StepWatch)"/>
    /// is; a run that was stopped in mid-epoch goes on behind the batches that it has taken.
    /// </summary>
    /// <param name="state">Where to start, from <see cref="Start{TModel}(TrainingOptions, int, Device)"/> with the number of batches of an epoch.</param>
    /// <param name="batches">The batches of an epoch, which is numbered from 1: at least one. Each is released after its step.</param>
    /// <param name="validation">The data for validation, which stay in memory.</param>
    /// <param name="options">How to train; the batch size is that of each batch.</param>
    /// <param name="watch">Watches over each step and validation; nobody does where null.</param>
    /// <exception cref="ArgumentException">An epoch has no batch, or data do not fit the declared shapes.</exception>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    /// <exception cref="TrainingDivergedException">The bound or its gradient became infinite or not a number; the message names what did first.</exception>
    public static IEnumerable<(TrainingEvent Event, TrainingState<TModel> State)> Run<TModel>(
        TrainingState<TModel> state, Func<int, IEnumerable<Observation>> batches, Observation validation, TrainingOptions options, StepWatch? watch = null)
        where TModel : class, IModel<TModel>
    {
        options.Check();
        try
        {
            while (state.Epoch < options.Epochs && !state.IsStale(options))
            {
                var (number, count) = (0, 0L);
                foreach (var batch in batches(state.Epoch + 1))
                {
                    using var taken = batch;
                    var size = checked((int)batch.Batch);
                    count += size;
                    if (number++ < state.Part.Steps)
                        continue; // Before the run was stopped.
                    (var bound, state) = Step(state, batch, options, watch);
                    state = state with { Part = state.Part.After(bound, size) };
                    yield return (new TrainingEvent.StepTaken(state.Epoch + 1, number, Math.Max(number, state.StepsPerEpoch), size, bound), state);
                }

                if (count == 0)
                    throw new ArgumentException($"Epoch {state.Epoch + 1} has no data; give at least one batch of one row for each epoch.", nameof(batches));
                (var ended, state) = EndEpoch(state, count, () => state.Network.Checked(validation, state.Noise), options, watch);
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

    /// <summary>Trains to the end, and tells of it whoever wants to know.</summary>
    /// <param name="state">Where to start.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">How to train.</param>
    /// <param name="callback">Called after each event with the run as it stands; false ends it there.</param>
    /// <param name="progress">Told of each event.</param>
    /// <param name="logger">Told of each epoch, and of the end.</param>
    /// <param name="cancellation">Ends the run within a step; whether it did, the token says.</param>
    /// <returns>The run as it stands at its end, or where it was ended or cancelled, from which it goes on; the network holds the parameters to keep.</returns>
    /// <exception cref="TrainingDivergedException">The bound or its gradient became infinite or not a number; the message names what did first.</exception>
    public static TrainingState<TModel> Fit<TModel>(
        TrainingState<TModel> state,
        DataSet data,
        TrainingOptions options,
        Func<TrainingEvent, TrainingState<TModel>, bool>? callback = null,
        IProgress<TrainingEvent>? progress = null,
        ILogger? logger = null,
        CancellationToken cancellation = default)
        where TModel : class, IModel<TModel>
    {
        try
        {
            foreach (var (happening, now) in Run(state, data, options, watch: new(cancellation)))
            {
                state = now;
                progress?.Report(happening);
                if (logger is not null)
                    TrainingLog.Write(logger, TModel.Description.Name, happening, options);
                if (callback?.Invoke(happening, now) == false || cancellation.IsCancellationRequested)
                    break;
            }
        }
        catch (OperationCanceledException e) when (cancellation.IsCancellationRequested || e is AgreedStopException)
        {
            // Within a step: the run goes on from the last state to the last bit.
        }

        return state;
    }
}
