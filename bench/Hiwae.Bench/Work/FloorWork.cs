using System.Diagnostics;
using Hiwae.Cli.Options;

namespace Hiwae.Bench.Work;

/// <summary>
/// A workload's matrix products and nothing else, in the fastest arrangement known: each thread takes blocks of rows that fit its cache
/// through a whole chain, forward and backward, and accumulates the weights' gradients; threads do not wait for each other.
/// </summary>
internal sealed class FloorWork : IWork
{
    private readonly ImmutableArray<FloorShare> shares;

    /// <summary>Tries every plan for every chain and keeps the fastest.</summary>
    public FloorWork(Products products)
    {
        var best = products.Chains.Distinct().ToDictionary(chain => chain, chain => FloorPlan.Candidates(chain).MinBy(plan => Seconds(plan, products.Backward))!);
        shares = Shares([.. products.Chains.Select(chain => best[chain])], products.Backward);
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

    private static ImmutableArray<FloorShare> Shares(ImmutableArray<FloorPlan> plans, bool backward) =>
        [.. Enumerable.Range(0, Cores.Physical).Select(thread => new FloorShare(plans, backward, thread, Cores.Physical))];

    private static void Repeat(ImmutableArray<FloorShare> shares, int times)
    {
        var others = shares.Skip(1).Select(share => new Thread(() => share.Repeat(times))).ToArray();
        foreach (var thread in others)
            thread.Start();
        shares[0].Repeat(times);
        foreach (var thread in others)
            thread.Join();
    }

    /// <summary>The least of a few repetitions, each long enough for the start of the threads not to count.</summary>
    private static double Seconds(FloorPlan plan, bool backward)
    {
        const double enough = 0.005;
        var shares = Shares([plan], backward);
        var watch = Stopwatch.StartNew();
        Repeat(shares, 1);
        watch.Restart();
        Repeat(shares, 1);
        var times = Math.Clamp((int)(enough / watch.Elapsed.TotalSeconds), 1, 1000);
        var least = Enumerable.Range(0, 3).Min(_ =>
        {
            watch.Restart();
            Repeat(shares, times);
            return watch.Elapsed.TotalSeconds / times;
        });
        foreach (var share in shares)
            share.Dispose();
        return least;
    }
}
