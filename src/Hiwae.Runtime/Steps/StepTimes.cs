namespace Hiwae.Steps;

/// <summary>Where the time of a compiled step went, in nanoseconds summed over runs.</summary>
/// <param name="Operations">In the order in which they run forward.</param>
/// <param name="Summing">Adding up what the threads found for the gradients.</param>
/// <param name="Waiting">Threads that were done, waiting for others; summed over threads.</param>
/// <param name="Whole">From the start to the end of the native calls.</param>
public sealed record StepTimes(ImmutableArray<OperationTime> Operations, double Summing, double Waiting, double Whole)
{
    /// <summary>Times as an executor has them, and the recording's names for them.</summary>
    internal static StepTimes Of(
        StepRecording recording, ReadOnlySpan<double> forward, ReadOnlySpan<double> backward, double summing, double waiting, double whole)
    {
        var operations = ImmutableArray.CreateBuilder<OperationTime>(recording.Operations.Length);
        for (var i = 0; i < recording.Operations.Length; i++)
            operations.Add(new(recording.Labels[recording.Operations[i].Label], recording.Operations[i].Kind, forward[i], backward[i]));
        return new(operations.MoveToImmutable(), summing, waiting, whole);
    }
}
