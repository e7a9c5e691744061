namespace Hiwae.Torch;

/// <summary>
/// Whether one native pass may take the place of several operators. Each such pass takes plain tensors only (32-bit floats, contiguous,
/// on the CPU); for others, and where this says no, the operators themselves run, which give the same to rounding.
/// </summary>
internal static class Fused
{
    [ThreadStatic]
    private static bool t_isOff;

    /// <summary>Whether the calling thread uses native passes.</summary>
    public static bool IsOn => !t_isOff;

    /// <summary>What an action gives with operators only.</summary>
    public static T Without<T>(Func<T> action)
    {
        var before = t_isOff;
        t_isOff = true;
        try
        {
            return action();
        }
        finally
        {
            t_isOff = before;
        }
    }
}
