using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Data with a neutral value wherever one is missing; no gradient goes there.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class FillKernel<V>(Operation.Fill operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => Location.Wants[0] ? [operation.Mask] : [];

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var level = operation.Output.Level;
        InputRows x = new(block, operation.X, level), masks = new(block, operation.Mask, level);
        var (rows, columns, isWhole) = (block.RowsOf(operation.Output), operation.Output.Columns, operation.Mask.Columns == 1);
        var y = block.Of(operation.Output);
        for (var r = 0; r < rows; r++, y += columns)
            Pass(y, x[r], masks[r], isWhole, (float)operation.Neutral, columns, adds: false);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var level = operation.Output.Level;
        InputRows x = new(block, operation.X, level), masks = new(block, operation.Mask, level);
        if (!x.IsWanted)
            return;
        var (rows, columns, isWhole) = (block.RowsOf(operation.Output), operation.Output.Columns, operation.Mask.Columns == 1);
        var gradient = block.Gradient(operation.Output);
        for (var r = 0; r < rows; r++, gradient += columns)
            Pass(x.Gradient(r), gradient, masks[r], isWhole, 0f, columns, Location.Adds[0]);
    }

    // y = x where the mask is positive, else a number; or y += the same.
    private static void Pass(float* y, float* x, float* mask, bool isWhole, float otherwise, int count, bool adds)
    {
        var (all, missing) = (V.All(isWhole ? mask[0] : 0f), V.All(otherwise));
        for (var i = 0; i < count; i += V.Count)
        {
            if (count - i >= V.Count)
                Step<Whole<V>>(y + i, x + i, isWhole ? all : V.Load(mask + i), missing, count, adds);
            else
                Step<Part<V>>(y + i, x + i, isWhole ? all : V.Load(mask + i, count - i), missing, count - i, adds);
        }

        static void Step<R>(float* y, float* x, V mask, V missing, int count, bool adds) where R : IReach<V>
        {
            var found = V.Select(V.Less(V.Zero, mask), R.Load(x, count), missing);
            R.Store(y, adds ? R.Load(y, count) + found : found, count);
        }
    }
}
