namespace Hiwae.Steps;

/// <summary>What a network has recorded and compiled, for training and for evaluation; done anew when other parameters are learned.</summary>
/// <param name="record">Records the bound, with dropout or without.</param>
/// <param name="clearGradients">Clears the gradients of all parameters.</param>
internal sealed class NetworkSteps(Func<bool, StepRecording> record, Action clearGradients) : IDisposable
{
    // Evaluations of one network may run on several threads.
    private readonly Lock gate = new();
    private readonly StepRecording?[] recordings = new StepRecording?[2];
    private readonly CompiledStep?[] compiled = new CompiledStep?[2];

    /// <summary>The recording as the parameters are now.</summary>
    public StepRecording Recording(bool isTraining)
    {
        lock (gate)
        {
            var place = isTraining ? 1 : 0;
            if (recordings[place] is { } known && IsCurrent(known))
                return known;
            compiled[place]?.Dispose();
            compiled[place] = null;
            return recordings[place] = record(isTraining);
        }
    }

    /// <summary>The recording, compiled.</summary>
    public CompiledStep Compiled(bool isTraining)
    {
        lock (gate)
        {
            var (place, recording) = (isTraining ? 1 : 0, Recording(isTraining));
            if (compiled[place] is { } known)
                return known;

            // It overwrites the gradients of what it learns alone: what others left elsewhere would be taken for its own.
            if (isTraining)
                clearGradients();
            return compiled[place] = new(recording);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var step in compiled)
                step?.Dispose();
            Array.Clear(compiled);
            Array.Clear(recordings);
        }
    }

    private static bool IsCurrent(StepRecording recording)
    {
        foreach (var value in recording.Values)
        {
            if (value.Source == StepSource.Parameter && value.IsDifferentiable != recording.Parameters[value.Index]().requires_grad)
                return false;
        }

        return true;
    }
}
