using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Hiwae.Studies;

/// <summary>Work on several cells at a time, each on one thread.</summary>
internal static class ParallelCells
{
    /// <summary>Does those that have no result, in order, one after another to whoever is free; fewer where one ends without a result.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="results">Their results; those that are null are done, and put here.</param>
    /// <param name="jobs">The number of cells at a time.</param>
    /// <param name="one">Does one; null where the user interrupted it.</param>
    /// <param name="onDone">Told of each that is done, one at a time.</param>
    public static void Run<TCell, TResult>(IReadOnlyList<TCell> cells, TResult?[] results, int jobs, Func<TCell, TResult?> one, Action<TResult> onDone) where TResult : class
    {
        var gate = new Lock();
        void Do(int index, ParallelLoopState loop)
        {
            torch.set_num_threads(1); // Of this thread alone: every thread has a number of its own.
            if (one(cells[index]) is not { } result)
            {
                loop.Stop();
                return;
            }

            lock (gate)
            {
                results[index] = result;
                onDone(result);
            }
        }

        int[] left = [.. Enumerable.Range(0, cells.Count).Where(i => results[i] is null)];
        try
        {
            Parallel.ForEach(Partitioner.Create(left, EnumerablePartitionerOptions.NoBuffering), new() { MaxDegreeOfParallelism = jobs }, Do);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
