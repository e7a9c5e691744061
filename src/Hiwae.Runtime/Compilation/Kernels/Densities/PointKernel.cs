using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// A draw as densities read it. What comes back is multiplied by 1 − T (1 − α) (1 − ω) at the temperature T, so that a proposal counts ω − T (1 − α) ω (1 − ω) in all: ω² at T = 1 and α = 0.
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
        var (rows, columns, score) = (block.RowsOf(operation.Output), operation.Output.Columns, block.Temperature * (1f - block.Alpha));
        for (var r = 0; r < rows; r++, from += columns, to += columns)
        {
            var share = block.Scale == 0f ? 0f : block.Weights[r] / block.Scale;
            Floats.Scale<V>(to, 1f - (score * (1f - share)), from, columns, Location.Adds[0]);
        }
    }
}
