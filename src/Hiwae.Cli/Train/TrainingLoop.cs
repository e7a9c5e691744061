using System.Diagnostics;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>Drives a training run to its end, or to the step at which the user interrupts it.</summary>
internal static class TrainingLoop
{
    // What a step counts for in the progress, so that a part of one shows.
    private const long Parts = 1000;

    /// <summary>Trains.</summary>
    /// <param name="state">The initial state.</param>
    /// <param name="data">The images.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="interruption">Stops a step between two blocks of proposals; asked after every step besides.</param>
    /// <param name="profile">Told where the time of each step goes.</param>
    /// <param name="before">Seconds spent before, where the run goes on.</param>
    /// <param name="onEpoch">Called at the end of each epoch; its time is not counted as training.</param>
    public static TrainingOutcome<TModel> Run<TModel>(
        TrainingState<TModel> state,
        DataSet data,
        TrainingOptions options,
        IProgressSink progress,
        Interruption interruption,
        StepProfile? profile = null,
        double before = 0,
        Action<TrainingOutcome<TModel>>? onEpoch = null)
        where TModel : class, IModel<TModel>
    {
        var name = TModel.Description.Name;
        var (ofTraining, ofValidation) = ObjectiveText.Of(options.AlphaOf(TModel.Description), options.KlWeightOf(TModel.Description));
        var seen = ((long)state.Epoch * data.Train.Count) + Math.Min(data.Train.Count, (long)state.Part.Steps * options.BatchSize);
        var outcome = new TrainingOutcome<TModel>(state, before, seen, state.LastEpoch, state.BestEpoch, state.KeptEpoch, false) { Start = state.FirstBound };
        var watch = Stopwatch.StartNew();
        var steps = (data.Train.Count + options.BatchSize - 1) / options.BatchSize;
        var position = new Position(state.Epoch + 1, state.Part.Steps, steps);
        var hasBegun = false;
        try
        {
            foreach (var (happening, now) in Trainer.Run(state, data, options, profile, new(interruption.Token, WithinStep)))
            {
                outcome = Next(outcome, happening, now) with { Seconds = before + watch.Elapsed.TotalSeconds };
                Show(happening, now);

                // After the last epoch nothing is left to interrupt, and only the end puts the best parameters back.
                // Several processes stop within a step that all of them make.
                if (interruption.IsRequested && state.Group is null && !IsOver(outcome, happening, options))
                    return outcome with { Interrupted = true };
            }
        }
        catch (OperationCanceledException) when (interruption.IsRequested || state.Group is not null)
        {
            return outcome with { Interrupted = true, Seconds = before + watch.Elapsed.TotalSeconds };
        }

        return outcome;

        void Begin()
        {
            if (!hasBegun)
                progress.Begin($"{name}: training", options.Epochs * steps * Parts);
            hasBegun = true;
        }

        void WithinStep(StepProgress part)
        {
            Begin();
            var share = position.IsValidation ? 0 : Parts * part.Done / part.Total;
            progress.Report((outcome.State.Step * Parts) + share, string.Create(
                CultureInfo.InvariantCulture, $"epoch {position.Epoch} of {options.Epochs}, {position.Text}: samples {part.Done:N0} of {part.Total:N0}"));
        }

        void Show(TrainingEvent happening, TrainingState<TModel> now)
        {
            switch (happening)
            {
                case TrainingEvent.StepTaken step:
                    position = new(step.Epoch, step.StepInEpoch, steps);
                    Begin();
                    progress.Report(now.Step * Parts, string.Create(
                        CultureInfo.InvariantCulture, $"epoch {step.Epoch} of {options.Epochs}, bound {step.Bound:F2}{ofTraining}"));
                    break;
                case TrainingEvent.EpochEnded epoch:
                    position = new(epoch.Epoch + 1, 0, steps);
                    watch.Stop();
                    progress.Say(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name}: epoch {epoch.Epoch} of {options.Epochs}: bound {epoch.TrainingBound:F2} nats in training{ofTraining}, {epoch.ValidationBound:F2} on validation {data.Noun.Many}{ofValidation}, {Duration.Text(watch.Elapsed + TimeSpan.FromSeconds(before))}"));
                    onEpoch?.Invoke(outcome);
                    watch.Start();
                    break;
                case TrainingEvent.Finished { EarlyStopped: true } finished:
                    progress.Say($"{name}: no better validation bound for {options.Patience} epochs; the parameters of epoch {finished.Epoch} are kept");
                    break;
            }
        }
    }

    /// <summary>Where in a run what goes on is.</summary>
    private readonly record struct Position(int Epoch, int StepsDone, int Steps)
    {
        public bool IsValidation => StepsDone == Steps;

        public string Text => IsValidation ? "validation" : $"step {StepsDone + 1} of {Steps}";
    }

    private static TrainingOutcome<TModel> Next<TModel>(
        TrainingOutcome<TModel> outcome, TrainingEvent happening, TrainingState<TModel> state)
        where TModel : class, IModel<TModel> => happening.Match(
            stepTaken: step => outcome with { State = state, Images = outcome.Images + step.Images, KeptEpoch = null, Start = outcome.Start ?? step.Bound },
            epochEnded: epoch => outcome with
            {
                State = state,
                Epoch = epoch,
                Best = epoch.IsBest ? epoch : outcome.Best,
                KeptEpoch = epoch.Epoch,
            },
            finished: finished => outcome with
            {
                State = state,
                Epoch = finished.Epoch == outcome.Best?.Epoch ? outcome.Best : outcome.Epoch,
                KeptEpoch = finished.Epoch,
            });

    private static bool IsOver<TModel>(
        TrainingOutcome<TModel> outcome, TrainingEvent happening, TrainingOptions options)
        where TModel : class, IModel<TModel> => happening.Match(
            stepTaken: _ => false,
            epochEnded: epoch => epoch.Epoch >= options.Epochs || options.IsStale(epoch.Epoch, outcome.Best?.Epoch ?? 0),
            finished: _ => true);
}

/// <summary>How training ended.</summary>
/// <param name="State">The parameters to keep.</param>
/// <param name="Seconds">Spent in steps and validation.</param>
/// <param name="Images">Training images seen.</param>
/// <param name="Epoch">The epoch whose bounds belong to the parameters; the last whole one in mid-epoch, null in the first.</param>
/// <param name="Best">The epoch with the best validation bound; null where none ended.</param>
/// <param name="KeptEpoch">The epoch at whose end the parameters were as they are; null in mid-epoch.</param>
/// <param name="Interrupted">Whether the user stopped it.</param>
internal sealed record TrainingOutcome<TModel>(
    TrainingState<TModel> State,
    double Seconds,
    long Images,
    TrainingEvent.EpochEnded? Epoch,
    TrainingEvent.EpochEnded? Best,
    int? KeptEpoch,
    bool Interrupted)
    where TModel : class, IModel<TModel>
{
    /// <summary>The bound of the untrained network on the first batch, in nats; null before the first step.</summary>
    public double? Start { get; init; }
}
