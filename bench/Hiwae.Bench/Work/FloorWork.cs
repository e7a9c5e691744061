using System.Diagnostics;
using System.Runtime.InteropServices;
using Hiwae.Cli.Options;

namespace Hiwae.Bench.Work;

/// <summary>
/// A workload's matrix products and nothing else, in the fastest arrangement known: each thread takes blocks of rows that fit its cache
/// through a whole chain, forward and backward, and accumulates the weights' gradients; threads do not wait for each other.
/// </summary>
internal sealed class FloorWork : IWork
{
    private static readonly ImmutableArray<int> BlockSizes = [100, 200, 400, 800];

    private readonly ImmutableArray<FloorShare> shares;

    /// <summary>Tries block sizes and keeps the fastest.</summary>
    public FloorWork(Products products)
    {
        var candidates = BlockSizes.Select(rows => Shares(products, rows)).ToArray();
        shares = candidates.MinBy(Seconds)!;
        foreach (var share in candidates.Where(c => c != shares).SelectMany(c => c))
            share.Dispose();
    }

    public double Write(string file) => throw new NotSupportedException("The floor computes no bound.");

    public void Reset()
    {
    }

    public void Repeat(int times) => Repeat(shares, times);

    public void Dispose()
    {
        foreach (var share in shares)
            share.Dispose();
    }

    private static ImmutableArray<FloorShare> Shares(Products products, int rows) =>
        [.. Enumerable.Range(0, Cores.Physical).Select(thread => new FloorShare(products, rows, thread, Cores.Physical))];

    private static void Repeat(ImmutableArray<FloorShare> shares, int times)
    {
        var others = shares.Skip(1).Select(share => new Thread(() => share.Repeat(times))).ToArray();
        foreach (var thread in others)
            thread.Start();
        shares[0].Repeat(times);
        foreach (var thread in others)
            thread.Join();
    }

    /// <summary>The least of a few repetitions, each of at least a hundredth of a second.</summary>
    private static double Seconds(ImmutableArray<FloorShare> shares)
    {
        var watch = Stopwatch.StartNew();
        Repeat(shares, 2);
        var times = Math.Max(1, (int)(0.02 / watch.Elapsed.TotalSeconds));
        return Enumerable.Range(0, 5).Min(_ =>
        {
            watch.Restart();
            Repeat(shares, times);
            return watch.Elapsed.TotalSeconds / times;
        });
    }
}
