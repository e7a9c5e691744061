using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// A draw as densities read it. What comes back is multiplied by 1 − T (1 − ω) at the temperature T, so that a proposal counts ω − T ω (1 − ω) in all: ω² at T = 1.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class PointKernel<V>(Operation.Point operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override void Forward(Block block) =>
        Floats.Copy(block.Of(operation.Output), block.Of(operation.X), block.RowsOf(operation.Output) * operation.Output.Columns);

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        float* from = block.Gradient(operation.Output), to = block.Gradient(operation.X);
        if (to is null)
            return;
        var (rows, columns) = (block.RowsOf(operation.Output), operation.Output.Columns);
        for (var r = 0; r < rows; r++, from += columns, to += columns)
        {
            Floats.Scale<V>(to, operation.IsCompared ? -block.Temperature : 1f - Rest(block, r), from, columns, Location.Adds[0]);
        }
    }

    /// <summary>T (1 − ω): the part of what comes back to a proposal's draw that its score takes.</summary>
    public static float Rest(Block block, int row) => block.Temperature * (1f - (block.Scale == 0f ? 0f : block.Weights[row] / block.Scale));
}
