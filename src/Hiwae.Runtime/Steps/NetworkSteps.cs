namespace Hiwae.Steps;

/// <summary>What a network has recorded and compiled, for evaluation and for each way of training; done anew when other parameters are learned.</summary>
/// <param name="record">Records the bound, with dropout or without, for an estimator of its gradient.</param>
/// <param name="clearGradients">Clears the gradients of all parameters.</param>
internal sealed class NetworkSteps(Func<bool, Gradient, StepRecording> record, Action clearGradients) : IDisposable
{
    // Evaluations of one network may run on several threads.
    private readonly Lock gate = new();
    private readonly Dictionary<(bool IsTraining, Gradient Gradient), (StepRecording Recording, CompiledStep? Compiled)> known = [];

    /// <summary>The recording as the parameters are now.</summary>
    public StepRecording Recording(bool isTraining, Gradient gradient = Gradient.Reparameterised)
    {
        lock (gate)
        {
            if (known.TryGetValue((isTraining, gradient), out var found) && IsCurrent(found.Recording))
                return found.Recording;
            found.Compiled?.Dispose();
            var recording = record(isTraining, gradient);
            known[(isTraining, gradient)] = (recording, null);
            return recording;
        }
    }

    /// <summary>The recording, compiled.</summary>
    public CompiledStep Compiled(bool isTraining, Gradient gradient = Gradient.Reparameterised)
    {
        lock (gate)
        {
            var recording = Recording(isTraining, gradient);
            if (known[(isTraining, gradient)].Compiled is { } compiled)
                return compiled;

            // It overwrites the gradients of what it learns alone: what others left elsewhere would be taken for its own.
            if (isTraining)
                clearGradients();
            compiled = new(recording);
            known[(isTraining, gradient)] = (recording, compiled);
            return compiled;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            foreach (var (_, compiled) in known.Values)
                compiled?.Dispose();
            known.Clear();
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
