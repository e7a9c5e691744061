namespace Hiwae.Native;

/// <summary>
/// What TorchSharp's operators leave behind. For each number that meets a tensor, as in <c>t * 0.5</c>, there is a small native object that no scope disposes
/// of; it goes with its finaliser. There is so little managed memory in use that the collector hardly ever comes, and meanwhile these objects lie between
/// the tensors, so that the memory of those cannot be used again in one piece: a process grows by megabytes a step, and slows down.
/// </summary>
internal static class Leftovers
{
    private const uint Calls = 8;

    private static uint calls;

    /// <summary>To be called whenever a bound was computed by TorchSharp's operators; every eighth call has what they left finalised.</summary>
    public static void Collect()
    {
        if (Interlocked.Increment(ref calls) % Calls == 0)
            GC.Collect(0);
    }
}
