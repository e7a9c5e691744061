namespace Hiwae.Training;

/// <summary>An event of a training run: a step, the end of an epoch, or the end of the run.</summary>
public abstract record TrainingEvent
{
    private TrainingEvent()
    {
    }

    private protected abstract TrainingEvent Self { get; }

    /// <summary>One case for each kind of event.</summary>
    public TResult Match<TResult>(
        Func<StepTaken, TResult> stepTaken,
        Func<EpochEnded, TResult> epochEnded,
        Func<Finished, TResult> finished) => Self switch
        {
            StepTaken e => stepTaken(e),
            EpochEnded e => epochEnded(e),
            Finished e => finished(e),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A step was taken.</summary>
    /// <param name="Epoch">The current epoch, from 1.</param>
    /// <param name="StepInEpoch">The step in the epoch, from 1.</param>
    /// <param name="StepsPerEpoch">The number of steps in each epoch.</param>
    /// <param name="Images">The number of images in the step.</param>
    /// <param name="Bound">The bound on the batch before the step, nats per image.</param>
    public sealed record StepTaken(int Epoch, int StepInEpoch, int StepsPerEpoch, int Images, double Bound) : TrainingEvent
    {
        private protected override TrainingEvent Self => this;
    }

    /// <summary>An epoch ended and the validation bound was measured.</summary>
    /// <param name="Epoch">The epoch, from 1.</param>
    /// <param name="TrainingBound">The mean bound over the epoch's steps, nats per image.</param>
    /// <param name="ValidationBound">The bound on the validation images, nats per image.</param>
    /// <param name="IsBest">Whether no earlier epoch had a higher validation bound.</param>
    public sealed record EpochEnded(int Epoch, double TrainingBound, double ValidationBound, bool IsBest) : TrainingEvent
    {
        private protected override TrainingEvent Self => this;
    }

    /// <summary>The run is over; the network holds the parameters to keep.</summary>
    /// <param name="Epoch">The epoch whose parameters are kept.</param>
    /// <param name="EarlyStopped">Whether the validation bound ended it.</param>
    public sealed record Finished(int Epoch, bool EarlyStopped) : TrainingEvent
    {
        private protected override TrainingEvent Self => this;
    }
}
