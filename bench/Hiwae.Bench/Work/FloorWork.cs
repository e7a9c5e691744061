namespace Hiwae.Bench.Work;

/// <summary>
/// A workload's matrix products and nothing else, one call of MKL each: every thread takes blocks of rows that fit its cache through a whole chain,
/// forward and backward, and accumulates the weights' gradients; threads do not wait for each other.
/// </summary>
/// <param name="products">Which.</param>
/// <param name="threads">How many threads share them.</param>
internal sealed class FloorWork(Products products, int threads) : IWork
{
    private readonly ImmutableArray<FloorShare> shares = [.. Enumerable.Range(0, threads).Select(thread => new FloorShare(products, thread, threads))];

    public string? Path => null;

    public double Write(string file) => throw new NotSupportedException("The floor computes no bound.");

    public void Reset()
    {
    }

    public void Repeat(int times)
    {
        var others = shares.Skip(1).Select(share => new Thread(() => share.Repeat(times))).ToArray();
        foreach (var thread in others)
            thread.Start();
        shares[0].Repeat(times);
        foreach (var thread in others)
            thread.Join();
    }

    public void Dispose()
    {
        foreach (var share in shares)
            share.Dispose();
    }
}
