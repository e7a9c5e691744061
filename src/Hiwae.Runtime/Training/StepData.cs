using Hiwae.Communication;
using Hiwae.Compilation;
using Hiwae.Randomness;

namespace Hiwae.Training;

/// <summary>The data of a step.</summary>
/// <param name="Own">Those that this process takes; of some number where it takes none.</param>
/// <param name="Share">The part of the step that they are; null where they are all.</param>
/// <param name="Whole">All data of the step.</param>
/// <param name="PlaceOf">What a row of all data is called in messages.</param>
internal sealed record StepData(Observation Own, StepShare? Share, Func<Observation> Whole, Func<long, Place> PlaceOf)
{
    /// <summary>The bound on all data: what one process finds, or what several find together. Where one of these is stopped, all are.</summary>
    /// <param name="watch">Watches over this process.</param>
    /// <param name="options">How to train.</param>
    /// <param name="noise">The run's noise, which a process without data moves on as the others do.</param>
    /// <param name="write">Writes this process's gradients, and says what it adds to the bound.</param>
    /// <param name="profile">Takes the times; nothing is timed where null.</param>
    public double Agreed(StepWatch? watch, TrainingOptions options, Noise noise, Func<double> write, StepProfile? profile)
    {
        if (Share is null)
        {
            var found = write();
            profile?.End(StepStage.Gradient);
            return found;
        }

        Span<double> bound = [0];
        var isStopped = false;
        try
        {
            if (Share.IsEmpty)
                Skip(options, (CounterNoise)noise, watch is { IsStopped: true });
            else
                bound[0] = write();
        }
        catch (OperationCanceledException e) when (e is not AgreedStopException)
        {
            isStopped = true;
        }

        profile?.End(StepStage.Gradient);
        Share.Communicator.Sum(bound, isStopped);
        profile?.End(StepStage.Waiting);
        return bound[0];
    }

    /// <summary>What a process says to the others in a step in which it has no data.</summary>
    private void Skip(TrainingOptions options, CounterNoise noise, bool isStopped)
    {
        noise.Reserve(Share!.Shapes(Own).Length);
        if (options.FreeBits > 0)
            Share.Communicator.Sum([0, 0], isStopped);
    }
}
