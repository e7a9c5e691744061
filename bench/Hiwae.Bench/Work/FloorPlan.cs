namespace Hiwae.Bench.Work;

/// <summary>How a chain of products is done.</summary>
/// <param name="Chain">The products.</param>
/// <param name="BlockRows">At most so many rows go through the chain at a time.</param>
/// <param name="Upright">Whether a layer's values lie row by row; else column by column, which is faster where there are few columns.</param>
internal sealed record FloorPlan(Products.Chain Chain, int BlockRows, bool Upright)
{
    private static readonly ImmutableArray<int> Sizes = [64, 100, 150, 200, 300, 500, 800];

    /// <summary>What is tried.</summary>
    public static IEnumerable<FloorPlan> Candidates(Products.Chain chain) =>
        from rows in Sizes
        from upright in new[] { true, false }
        select new FloorPlan(chain, rows, upright);

    /// <summary>The rows of each of a thread's blocks: the chain's rows cut into equal blocks, dealt to the threads in turn.</summary>
    public IEnumerable<int> Blocks(int thread, int threads)
    {
        var most = Math.Min(BlockRows, (Chain.Rows + threads - 1) / threads);
        var count = (Chain.Rows + most - 1) / most;
        count = (count + threads - 1) / threads * threads;
        for (var block = thread; block < count; block += threads)
        {
            var rows = (int)((long)Chain.Rows * (block + 1) / count) - (int)((long)Chain.Rows * block / count);
            if (rows > 0)
                yield return rows;
        }
    }
}
