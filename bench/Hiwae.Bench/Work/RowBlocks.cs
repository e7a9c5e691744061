namespace Hiwae.Bench.Work;

/// <summary>How rows are shared among threads: in blocks that fit a core's cache, as a compiled step takes them.</summary>
internal static class RowBlocks
{
    /// <summary>At most so many rows go through a chain of products at a time.</summary>
    public const int Most = 200;

    /// <summary>The rows of each of a thread's blocks: all rows cut into equal blocks, dealt to the threads in turn.</summary>
    public static IEnumerable<int> Of(int rows, int thread, int threads)
    {
        var most = Math.Min(Most, (rows + threads - 1) / threads);
        var count = (rows + most - 1) / most;
        count = (count + threads - 1) / threads * threads;
        for (var block = thread; block < count; block += threads)
        {
            var size = (int)((long)rows * (block + 1) / count) - (int)((long)rows * block / count);
            if (size > 0)
                yield return size;
        }
    }
}
