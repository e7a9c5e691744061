using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = x · [u ≥ p] / (1 − p): a product, so that NaN and infinities pass.</summary>
internal sealed unsafe class DropoutKernel<V>(Operation.Dropout operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X, uniform = operation.Uniform;
    private readonly float threshold = (float)operation.Probability, scale = (float)(1 / (1 - operation.Probability));
    private readonly int positions = operation.Output.Positions, features = operation.Output.Features;
    private readonly bool reorders = operation.Output.Positions > 1 && operation.Output.Features > 1;

    public override ImmutableArray<Value> ReadBack => [uniform];

    public override long ScratchFloats(Rows most) => reorders ? output.Columns : 0;

    public override void Forward(Block block)
    {
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var y = block.Of(output) + ((long)r * output.Columns);
            Apply(y, block.RowOf(x, output.Level, r), Noise(block, r), threshold, scale, false, output.Columns);
        }
    }

    public override void Backward(Block block)
    {
        if (block.Gradient(x) == null)
            return;
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var g = block.Gradient(output) + ((long)r * output.Columns);
            Apply(block.GradientRowOf(x, output.Level, r), g, Noise(block, r), threshold, scale, Location.Adds[0], output.Columns);
        }
    }

    private float* Noise(Block block, int row)
    {
        var given = block.RowOf(uniform, output.Level, row);
        if (!reorders)
            return given;
        Transposition.Put(block.Scratch, given, features, positions);
        return block.Scratch;
    }

    // to = from · [u ≥ threshold] · scale, or adds it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply(float* to, float* from, float* u, float threshold, float scale, bool adds, int count)
    {
        V least = V.All(threshold), by = V.All(scale);
        for (var i = 0; i < count; i += V.Count)
        {
            var left = count - i;
            var kept = V.And(V.LessOrEqual(least, Vectors.Load<V>(u + i, left)), by);
            var share = Vectors.Load<V>(from + i, left) * kept;
            Vectors.Store(to + i, adds ? Vectors.Load<V>(to + i, left) + share : share, left);
        }
    }
}
