using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Networks;
using Hiwae.Randomness;

namespace Hiwae.Training;

// A step, and what is said where it cannot be taken.
public static partial class Trainer
{
    /// <summary>
    /// One update of all parameters, or the options' number of updates of Q and R of which the last moves P too.
    /// </summary>
    /// <param name="state">The run before the step. Its tensors are updated in place, so that it is not to be used any more.</param>
    /// <param name="batch">The data of the step.</param>
    /// <param name="options">How to train; the learning rates are those of the state's moment in the run.</param>
    /// <param name="watch">Watches over it; nobody does where null. Stopped in an update, it has changed no parameter, and taken no numbers of the noise; updates of Q and R that were made before it stand, and the same step, asked for again, goes on after them.</param>
    /// <returns>The bound on the batch before the step, in nats per datum, that of the run's α, with the weight that its parts have at this moment; and the run after the step.</returns>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or the path or the blocks that were asked for cannot be taken.</exception>
    /// <exception cref="OperationCanceledException">The watch stopped it.</exception>
    /// <exception cref="TrainingDivergedException">
    /// The bound or its gradient became infinite or not a number; the message names what did first. Parameters are as they were before the update; only where the gradient's norm is not limited, and the
    /// bound is finite but its gradient is not, the update has been made.
    /// </exception>
    public static (double Bound, TrainingState<TModel> State) Step<TModel>(
        TrainingState<TModel> state, Observation batch, TrainingOptions options, StepWatch? watch = null)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var all = state.Network.Checked(batch, state.Noise);
        var share = ShareOf(state, all.Batch);
        var own = share is null ? all : all.Narrow(Math.Min(share.Window.Row, all.Batch - 1), Math.Max(1, share.Window.Rows));
        return Step(state, new StepData(own, share, () => all, row => new(row, "row", "the batch")), options, null, watch);
    }

    private static (double Bound, TrainingState<TModel> State) Step<TModel>(
        TrainingState<TModel> state, StepData data, TrainingOptions options, StepProfile? profile, StepWatch? watch)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var (network, optimisers, noise) = (state.Network, state.Optimisers, state.Noise);
        network.train();
        state.Unsettle();
        if (network.PseudoInputsToStart() > 0)
            network.StartAtData(data.Whole(), noise);
        var decision = options.Decide(network);
        var (gradient, alpha) = (options.GradientOf(TModel.Description), options.AlphaOf(TModel.Description));
        profile?.Watch(decision.IsCompiled ? NetworkPrograms.Of(network).Compiled(isTraining: true, gradient, decision.Precision) : null);
        var temperature = options.KlWeightAt(TModel.Description, state.Position);
        optimisers.SetRates(options, state.Position);
        var underWay = state.UnderWay;
        for (var update = underWay.Updates + 1; update <= options.InferenceUpdates; update++)
        {
            var isLast = update == options.InferenceUpdates;
            var begin = (noise as CounterNoise)?.Draws ?? 0;
            var value = Unmoved(noise, begin, () => data.Agreed(watch, options, noise, () => network.WriteGradients(
                data.Own, noise, decision, gradient, temperature, options.FreeBits, alpha, options.SamplesPerBlock, watch, profile is null ? null : () => profile.End(StepStage.Bound), data.Share), profile));
            if (state.Exchange is { } exchange)
            {
                exchange.Sum(data.Share!.IsEmpty);
                profile?.End(StepStage.Exchange);
            }

            if (!double.IsFinite(value))
                throw Ended(underWay, DivergedBound(state, data, options, value, begin, state.Step + update - 1));
            underWay.Bound ??= value;
            if (options.GradientNorm is { } norm && !double.IsFinite(optimisers.Clip(norm, movesGenerative: isLast)))
                throw Ended(underWay, DivergedGradient(state, options, value));
            profile?.End(StepStage.Clipping);
            if (!optimisers.Step(movesGenerative: isLast))
                throw Ended(underWay, DivergedGradient(state, options, value));
            underWay.Updates = update;
            if (isLast)
                state.Averages?.Add();
            profile?.End(StepStage.Optimiser);
        }

        var first = underWay.Bound!.Value;
        underWay.EndStep();
        return (first, state with { Step = state.Step + 1, FirstBound = state.FirstBound ?? first });
    }

    /// <summary>A step that cannot be taken is over.</summary>
    private static TrainingDivergedException Ended(UnderWay underWay, TrainingDivergedException fault)
    {
        underWay.EndStep();
        return fault;
    }

    /// <summary>What a function gives; where it is stopped, the noise is as it was before.</summary>
    private static double Unmoved(Noise noise, long begin, Func<double> write)
    {
        try
        {
            return write();
        }
        catch (OperationCanceledException)
        {
            (noise as CounterNoise)?.MoveTo(begin);
            throw;
        }
    }

    /// <summary>One update on images of the training split, drawn in a given order.</summary>
    private static (double Bound, TrainingState<TModel> State) Step<TModel>(
        TrainingState<TModel> state, DataBinding binding, Tensor rows, TrainingOptions options, StepProfile? profile, StepWatch? watch)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        scope.Attach(rows);
        profile?.Begin();
        var (noise, share) = (state.UnderWay.BatchNoise(state.Noise), ShareOf(state, rows.shape[0]));
        var begin = (noise as CounterNoise)?.Draws ?? 0;
        var own = share is null ? binding.Draw(binding.Data.Train, rows, noise) : Part(share.Window, (CounterNoise)noise);
        profile?.End(StepStage.Batch);
        return Step(state, new StepData(own, share, () => share is null ? own : Part(new(0, rows.shape[0], 0, 1, 1), ((CounterNoise)noise).From(begin)), row => new(rows[row].ToInt64(), "datum", "the training set")), options, profile, watch);

        // Where there is nothing to do, of one datum: what it draws is drawn on every rank.
        Observation Part(PlateWindow window, CounterNoise counter)
        {
            var first = Math.Min(window.Row, rows.shape[0] - 1);
            return binding.Draw(binding.Data.Train, rows.narrow(0, first, Math.Max(1, window.Rows)), counter, first);
        }
    }

    private static StepShare? ShareOf<TModel>(TrainingState<TModel> state, long data) where TModel : class, IModel<TModel> =>
        state.Division?.Of(data, state.Network.Samples, state.Network.Heads);

    private static TrainingDivergedException DivergedBound<TModel>(
        TrainingState<TModel> state, StepData data, TrainingOptions options, double bound, long begin, long updates)
        where TModel : class, IModel<TModel> =>
        Diverged<TModel>($"the bound is {Divergence.Text(bound)}", state.Epoch + 1, state.Step + 1,
            new DivergenceSearch<TModel>(state.Network, options).OfBound(data.Whole(), (state.Noise as CounterNoise)?.From(begin) ?? state.Noise, data.PlaceOf, updates));

    private static TrainingDivergedException DivergedGradient<TModel>(TrainingState<TModel> state, TrainingOptions options, double bound)
        where TModel : class, IModel<TModel> =>
        Diverged<TModel>($"the bound is {Divergence.Text(bound)} nats, but its gradient is not finite", state.Epoch + 1, state.Step + 1,
            new DivergenceSearch<TModel>(state.Network, options).OfGradient());

    private static TrainingDivergedException DivergedValidation<TModel>(TrainingState<TModel> state, Observation data, TrainingOptions options, double bound)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        var search = new DivergenceSearch<TModel>(state.Network, options);
        var (noise, size) = (Noise.FromSeed(options.Seed, state.Noise.Device), Evaluator.BoundBatch(state.Network));
        Divergence? cause = null;
        for (long start = 0; start < data.Batch && cause is null or Divergence.Unknown; start += size)
        {
            var first = start;
            cause = search.OfBound(data.Narrow(start, Math.Min(size, data.Batch - start)), noise, row => new(first + row, "datum", "the validation set"), state.Step);
        }

        return Diverged<TModel>($"the validation bound is {Divergence.Text(bound)}", state.Epoch, state.Step, cause!);
    }

    private static TrainingDivergedException Diverged<TModel>(string what, int epoch, long step, Divergence cause)
        where TModel : class, IModel<TModel> => new(TModel.Description.Name, what, epoch, step, cause);
}
