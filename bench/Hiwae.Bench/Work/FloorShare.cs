using System.Runtime.InteropServices;

namespace Hiwae.Bench.Work;

/// <summary>What one thread does of a workload's matrix products, on memory of its own.</summary>
internal sealed unsafe class FloorShare : IDisposable
{
    private const nuint Alignment = 64;

    private readonly ImmutableArray<(Products.Chain Chain, int Rows)> blocks;
    private readonly bool backward;
    private readonly Sgemm.Product multiply = Sgemm.Multiply;
    private readonly float*[] values;
    private readonly float*[] gradients;
    private readonly Dictionary<Products.Chain, (nint Weight, nint Gradient)[]> weights;

    /// <summary>Memory for the share.</summary>
    /// <param name="products">All products.</param>
    /// <param name="blockRows">At most so many rows at a time.</param>
    /// <param name="thread">Which thread's share.</param>
    /// <param name="threads">How many threads there are.</param>
    public FloorShare(Products products, int blockRows, int thread, int threads)
    {
        backward = products.Backward;
        blocks = [.. products.Chains.SelectMany(chain => Blocks(chain, blockRows, thread, threads).Select(rows => (chain, rows)))];
        var layers = products.Chains.Max(chain => chain.Layers.Length);
        var widest = products.Chains.SelectMany(chain => chain.Layers).Max(layer => Math.Max(layer.Inputs, layer.Outputs));
        values = Buffers(layers + 1, blockRows * widest);
        gradients = Buffers(layers + 1, blockRows * widest);
        weights = products.Chains.Distinct().ToDictionary(
            chain => chain,
            chain => chain.Layers.Select(l => ((nint)Buffer(l.Inputs * l.Outputs), (nint)Buffer(l.Inputs * l.Outputs))).ToArray());
    }

    /// <summary>The whole share, so many times.</summary>
    public void Repeat(int times)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (var (chain, rows) in blocks)
                Run(chain, weights[chain], rows);
        }
    }

    public void Dispose()
    {
        foreach (var buffer in values)
            NativeMemory.AlignedFree(buffer);
        foreach (var buffer in gradients)
            NativeMemory.AlignedFree(buffer);
        foreach (var (weight, gradient) in weights.Values.SelectMany(pairs => pairs))
        {
            NativeMemory.AlignedFree((void*)weight);
            NativeMemory.AlignedFree((void*)gradient);
        }
    }

    /// <summary>The rows of each block: the chain's rows cut into equal blocks, dealt to the threads in turn.</summary>
    internal static IEnumerable<int> Blocks(Products.Chain chain, int blockRows, int thread, int threads)
    {
        var most = Math.Min(blockRows, (chain.Rows + threads - 1) / threads);
        var count = (chain.Rows + most - 1) / most;
        count = (count + threads - 1) / threads * threads;
        for (var block = thread; block < count; block += threads)
        {
            var rows = (int)((long)chain.Rows * (block + 1) / count) - (int)((long)chain.Rows * block / count);
            if (rows > 0)
                yield return rows;
        }
    }

    private void Run(Products.Chain chain, (nint Weight, nint Gradient)[] own, int rows)
    {
        for (var i = 0; i < own.Length; i++)
        {
            var (inputs, outputs) = chain.Layers[i];
            multiply(false, true, rows, outputs, inputs, values[i], inputs, (float*)own[i].Weight, inputs, false, values[i + 1], outputs);
        }

        for (var i = own.Length - 1; backward && i >= 0; i--)
        {
            var (inputs, outputs) = chain.Layers[i];
            multiply(true, false, outputs, inputs, rows, gradients[i + 1], outputs, values[i], inputs, true, (float*)own[i].Gradient, inputs);
            if (i > 0 || chain.InputGradient)
                multiply(false, false, rows, inputs, outputs, gradients[i + 1], outputs, (float*)own[i].Weight, inputs, false, gradients[i], inputs);
        }
    }

    private static float*[] Buffers(int count, int length)
    {
        var buffers = new float*[count];
        for (var i = 0; i < count; i++)
            buffers[i] = Buffer(length);
        return buffers;
    }

    /// <summary>Zeros: products take as long as with other numbers, and never overflow or become denormal, however often they are repeated.</summary>
    private static float* Buffer(int length)
    {
        var bytes = (nuint)length * sizeof(float);
        var buffer = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(buffer, bytes);
        return buffer;
    }
}
