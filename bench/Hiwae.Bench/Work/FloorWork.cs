namespace Hiwae.Bench.Work;

/// <summary>
/// A workload's matrix products and nothing else, one call of MKL each: every thread takes blocks of rows that fit its cache through a whole chain,
/// forward and backward, and accumulates the weights' gradients; threads do not wait for each other.
/// </summary>
/// <param name="products">The products.</param>
/// <param name="threads">The number of threads.</param>
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

/// <summary>One thread's share of a workload's matrix products, on memory of its own.</summary>
internal sealed unsafe class FloorShare : IDisposable
{
    private readonly Arena arena = new();
    private readonly ImmutableArray<(Products.Chain Chain, int Rows, int Weights)> blocks;
    private readonly bool backward;
    private readonly float*[] values;
    private readonly float*[] gradients;
    private readonly ImmutableArray<ImmutableArray<(nint Weight, nint Gradient)>> weights;

    /// <summary>Memory for the share.</summary>
    /// <param name="products">All chains of products.</param>
    /// <param name="thread">The thread.</param>
    /// <param name="threads">The number of threads.</param>
    public FloorShare(Products products, int thread, int threads)
    {
        backward = products.Backward;
        blocks = [.. products.Chains.SelectMany((chain, i) => RowBlocks.Of(chain.Rows, thread, threads).Select(rows => (chain, rows, i)))];
        var layers = products.Chains.Max(chain => chain.Layers.Length);
        var widest = products.Chains.SelectMany(chain => chain.Layers).Max(layer => Math.Max(layer.Inputs, layer.Outputs));
        values = Buffers(layers + 1, RowBlocks.Most * widest);
        gradients = Buffers(layers + 1, RowBlocks.Most * widest);
        weights = [.. products.Chains.Select(chain => ImmutableArray.CreateRange(chain.Layers.Select(Weights)))];
    }

    /// <summary>The whole share, a number of times, on the calling thread.</summary>
    public void Repeat(int times)
    {
        Mkl.StayOnThisThread();
        for (var i = 0; i < times; i++)
        {
            foreach (var (chain, rows, own) in blocks)
                Run(chain.Layers, weights[own], rows, chain.InputGradient);
        }
    }

    public void Dispose() => arena.Dispose();

    private void Run(ImmutableArray<Products.Layer> layers, ImmutableArray<(nint Weight, nint Gradient)> own, int rows, bool inputGradient)
    {
        for (var i = 0; i < layers.Length; i++)
            Forward(layers[i], rows, values[i], (float*)own[i].Weight, values[i + 1]);
        for (var i = layers.Length - 1; backward && i >= 0; i--)
        {
            ToWeight(layers[i], rows, values[i], gradients[i + 1], (float*)own[i].Gradient);
            if (i > 0 || inputGradient)
                ToInput(layers[i], rows, gradients[i + 1], (float*)own[i].Weight, gradients[i]);
        }
    }

    /// <summary>Y = X Wᵀ.</summary>
    private static void Forward(Products.Layer l, int rows, float* x, float* weight, float* y) =>
        Mkl.Multiply(false, true, rows, l.Outputs, l.Inputs, x, l.Inputs, weight, l.Inputs, false, y);

    /// <summary>W' += Y'ᵀ X.</summary>
    private static void ToWeight(Products.Layer l, int rows, float* x, float* gradient, float* weightGradient) =>
        Mkl.Multiply(true, false, l.Outputs, l.Inputs, rows, gradient, l.Outputs, x, l.Inputs, true, weightGradient);

    /// <summary>X' = Y' W.</summary>
    private static void ToInput(Products.Layer l, int rows, float* gradient, float* weight, float* inputGradient) =>
        Mkl.Multiply(false, false, rows, l.Inputs, l.Outputs, gradient, l.Outputs, weight, l.Inputs, false, inputGradient);

    private (nint Weight, nint Gradient) Weights(Products.Layer layer)
    {
        var length = layer.Inputs * layer.Outputs;
        return ((nint)arena.Numbers(length), (nint)arena.Numbers(length));
    }

    private float*[] Buffers(int count, int length)
    {
        var buffers = new float*[count];
        for (var i = 0; i < count; i++)
            buffers[i] = arena.Numbers(length);
        return buffers;
    }
}

/// <summary>The division of rows among threads: blocks that fit a core's cache, as a compiled step takes them.</summary>
internal static class RowBlocks
{
    /// <summary>The most rows that go through a chain of products at a time.</summary>
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
