using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>A draw μ + σ ∘ t with correlated t. Back: g to μ, g σ t to log σ, and the products of g σ and the noise to the numbers of the
/// correlation.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="location">The operation's place in the program.</param>
/// <param name="correlation">How t is made of noise.</param>
internal sealed unsafe class CovarianceDrawKernel<V>(Operation.Draw operation, Location location, Correlation<V> correlation) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly int size = correlation.Size;

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.Raw, .. operation.Noises];

    /// <inheritdoc/>
    public override Value? InPlace => operation.Raw.Level == operation.Output.Level ? operation.Raw : null;

    /// <inheritdoc/>
    /// <remarks>t, and g σ.</remarks>
    public override long ScratchFloats(Rows most) => 2L * size;

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var level = operation.Output.Level;
        InputRows raw = new(block, operation.Raw, level), own = new(block, operation.Noises[0], level), common = new(block, operation.Noises[^1], level);
        var rows = block.RowsOf(operation.Output);
        float* y = block.Of(operation.Output), t = block.Scratch;
        for (var r = 0; r < rows; r++, y += size)
        {
            Floats.Copy(t, own[r], size);
            correlation.Mix(raw[r] + size, common[r], t);
            Draw(raw[r], raw[r] + size + correlation.Length, t, size, y);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var level = operation.Output.Level;
        InputRows raw = new(block, operation.Raw, level), own = new(block, operation.Noises[0], level), common = new(block, operation.Noises[^1], level);
        if (!raw.IsWanted)
            return;
        var (rows, adds) = (block.RowsOf(operation.Output), Location.Adds[0]);
        float* gradient = block.Gradient(operation.Output), t = block.Scratch, slopes = t + size;
        for (var r = 0; r < rows; r++, gradient += size)
        {
            Floats.Copy(t, own[r], size);
            correlation.Mix(raw[r] + size, common[r], t);
            var to = raw.Gradient(r);
            Give(raw[r] + size + correlation.Length, t, gradient, size, slopes, to, to + size + correlation.Length, adds);
            correlation.Give(slopes, common[r], to + size, adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Draw(float* mean, float* logScale, float* t, int size, float* y)
    {
        for (var i = 0; i < size; i += V.Count)
        {
            var left = size - i;
            Vectors.Store(y + i, V.MultiplyAdd(Elementary.Exp(Vectors.Load<V>(logScale + i, left)), Vectors.Load<V>(t + i, left), Vectors.Load<V>(mean + i, left)), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Give(float* logScale, float* t, float* gradient, int size, float* slopes, float* toMean, float* toLogScale, bool adds)
    {
        for (var i = 0; i < size; i += V.Count)
        {
            var left = size - i;
            var byMean = Vectors.Load<V>(gradient + i, left);
            var slope = byMean * Elementary.Exp(Vectors.Load<V>(logScale + i, left));
            var byLogScale = slope * Vectors.Load<V>(t + i, left);
            Vectors.Store(slopes + i, slope, left);
            Vectors.Store(toMean + i, adds ? Vectors.Load<V>(toMean + i, left) + byMean : byMean, left);
            Vectors.Store(toLogScale + i, adds ? Vectors.Load<V>(toLogScale + i, left) + byLogScale : byLogScale, left);
        }
    }
}

/// <summary>A draw of distinct proposals of normal vectors with a covariance.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="location">The operation's place in the program.</param>
/// <param name="members">The proposals.</param>
internal sealed unsafe class CovariancePointKernel<V>(Operation.SharedPoint operation, Location location, CovarianceMembers<V> members) : DistinctPointKernel<V>(operation, location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override long ScratchFloats(Rows most) => members.RoomFloats(Operation.AllHeads.RowsOf(most));

    /// <inheritdoc/>
    protected override void Take(Block block, float* from, int rows)
    {
        MemberPass pass = new(
            new(block, Operation.AllHeads, Level.Sample), new(block, Operation.Output, Level.Sample), default, offset: 0, isCommon: false, block.Scratch);
        for (var r = 0; r < rows; r++, from += Size)
        {
            for (var head = 0; head < Operation.Heads; head++)
            {
                if (Weight(block, r, head) is var weight && weight != 0f)
                    members.Move(ref pass, r, head, weight, from);
            }
        }
    }
}
