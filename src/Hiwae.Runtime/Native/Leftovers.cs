namespace Hiwae.Native;

/// <summary>
/// What TorchSharp's operators leave behind. For each number that meets a tensor, as in <c>t * 0.5</c>, there is a small native object that no scope disposes
/// of; it goes with its finaliser. There is so little managed memory in use that the collector hardly ever comes, and meanwhile these objects lie between
/// the tensors, so that the memory of those cannot be used again in one piece: a process grows by megabytes a step, and slows down. An operator does not hold on to its number while
/// it runs, though; so the collector is not called while another thread may be in one.
/// </summary>
internal static class Leftovers
{
    private const uint Calls = 8;

    private static readonly Lock Gate = new();

    [ThreadStatic]
    private static int depth;

    private static int threads;

    private static uint calls;

    /// <summary>Begins to compute with TorchSharp's operators on this thread; until it is disposed of, no other thread has the collector called.</summary>
    public static Work Begin()
    {
        lock (Gate)
        {
            if (depth++ == 0)
                threads++;
        }

        return default;
    }

    /// <summary>To be called whenever a bound was computed by TorchSharp's operators; every eighth call has what they left finalised, where no other thread computes.</summary>
    public static void Collect()
    {
        if (Interlocked.Increment(ref calls) % Calls != 0)
            return;
        lock (Gate)
        {
            if (threads == (depth > 0 ? 1 : 0))
                GC.Collect(0);
        }
    }

    /// <summary>Work of a thread.</summary>
    public readonly ref struct Work
    {
        /// <summary>Ends it.</summary>
        public void Dispose()
        {
            lock (Gate)
            {
                if (--depth == 0)
                    threads--;
            }
        }
    }
}
