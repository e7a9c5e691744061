namespace Hiwae.Networks;

/// <summary>
/// Dropout off and batch normalisation by running averages, for what the caller does while it lasts, on whatever threads that goes on. No network is changed: one that
/// another thread is training meanwhile stays in training there.
/// </summary>
public static class EvaluationMode
{
    private static readonly AsyncLocal<bool> Current = new();

    /// <summary>Whether networks act as in evaluation here, even those in training.</summary>
    public static bool IsOn => Current.Value;

    /// <summary>Begins it; disposing of the result ends it, unless it was on before.</summary>
    public static IDisposable Begin()
    {
        var before = IsOn;
        Current.Value = true;
        return new Restoration(before);
    }

    /// <summary>Whether a module acts as in training here.</summary>
    internal static bool IsTraining(Module module) => module.training && !IsOn;

    private sealed class Restoration(bool before) : IDisposable
    {
        public void Dispose() => Current.Value = before;
    }
}
