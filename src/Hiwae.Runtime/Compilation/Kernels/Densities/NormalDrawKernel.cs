using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>A draw μ + σ ε of raw parameters μ and log σ. Back: g to μ, g σ ε to log σ.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class NormalDrawKernel<V>(Operation.Draw operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly int size = operation.Output.Columns;

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.Raw, .. operation.Noises];

    /// <inheritdoc/>
    public override Value? InPlace => operation.Raw.Level == operation.Output.Level ? operation.Raw : null;

    /// <inheritdoc/>
    /// <remarks>σ of a row.</remarks>
    public override long ScratchFloats(Rows most) => size;

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var level = operation.Output.Level;
        InputRows raw = new(block, operation.Raw, level), noise = new(block, operation.Noises[0], level);
        var (rows, last) = (block.RowsOf(operation.Output), -1);
        float* y = block.Of(operation.Output), scales = block.Scratch;
        for (var r = 0; r < rows; r++, y += size)
        {
            if (raw.Place(r) != last)
                Scales(raw[r] + size, size, scales);
            last = raw.Place(r);
            Draw(raw[r], scales, noise[r], size, y);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var level = operation.Output.Level;
        InputRows raw = new(block, operation.Raw, level), noise = new(block, operation.Noises[0], level);
        if (!raw.IsWanted)
            return;
        var (rows, last) = (block.RowsOf(operation.Output), -1);
        float* gradient = block.Gradient(operation.Output), scales = block.Scratch;
        for (var r = 0; r < rows; r++, gradient += size)
        {
            if (raw.Place(r) != last)
                Scales(raw[r] + size, size, scales);
            last = raw.Place(r);
            Give(scales, noise[r], gradient, size, raw.Gradient(r), Location.Adds[0]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scales(float* logScales, int size, float* scales)
    {
        for (var i = 0; i < size; i += V.Count)
        {
            var left = size - i;
            Vectors.Store(scales + i, Elementary.Exp(Vectors.Load<V>(logScales + i, left)), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Draw(float* mean, float* scales, float* noise, int size, float* y)
    {
        var i = 0;
        for (; i <= size - V.Count; i += V.Count)
            V.Store(y + i, V.MultiplyAdd(V.Load(scales + i), V.Load(noise + i), V.Load(mean + i)));
        if (i < size)
            V.Store(y + i, V.MultiplyAdd(V.Load(scales + i, size - i), V.Load(noise + i, size - i), V.Load(mean + i, size - i)), size - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Give(float* scales, float* noise, float* gradient, int size, float* to, bool adds)
    {
        var i = 0;
        for (; i <= size - V.Count; i += V.Count)
            Give<Whole<V>>(scales + i, noise + i, gradient + i, size, to + i, adds, V.Count);
        if (i < size)
            Give<Part<V>>(scales + i, noise + i, gradient + i, size, to + i, adds, size - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give<R>(float* scales, float* noise, float* gradient, int size, float* to, bool adds, int count) where R : IReach<V>
    {
        var byMean = R.Load(gradient, count);
        var byLogScale = byMean * (R.Load(scales, count) * R.Load(noise, count));
        R.Store(to, adds ? R.Load(to, count) + byMean : byMean, count);
        R.Store(to + size, adds ? R.Load(to + size, count) + byLogScale : byLogScale, count);
    }
}
