using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>The log-density of rows under one member of a family that is computed a row at a time. Forward leaves nothing: backward computes slopes anew.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="TRow">The family.</typeparam>
internal sealed unsafe class RowDensityKernel<V, TRow>(Operation.LogDensity operation, Site site) : Kernel(site)
    where V : struct, ILanes<V>
    where TRow : struct, IDensityRow<V>
{
    private readonly int size = operation.X.Columns;

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => operation.Mask is { } mask ? [operation.Raw, operation.X, mask] : [operation.Raw, operation.X];

    /// <inheritdoc/>
    public override Value? InPlace => operation.Raw.Level == operation.Output.Level ? operation.Raw : null;

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var level = operation.Output.Level;
        InputRows raw = new(block, operation.Raw, level), x = new(block, operation.X, level);
        DensityMasks masks = new(block, operation);
        var output = block.Of(operation.Output);
        var rows = block.RowsOf(operation.Output);
        for (var r = 0; r < rows; r++)
            output[r] = masks.IsMissing(r) ? 0f : TRow.Value(raw[r], x[r], masks[r], size);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var level = operation.Output.Level;
        InputRows raw = new(block, operation.Raw, level), x = new(block, operation.X, level);
        DensityMasks masks = new(block, operation);
        var gradient = block.Gradient(operation.Output);
        var (rows, adds) = (block.RowsOf(operation.Output), (Raw: Site.Adds[0], X: Site.Adds[1]));
        for (var r = 0; r < rows; r++)
        {
            float* toRaw = raw.IsWanted ? raw.Gradient(r) : null, toX = x.IsWanted ? x.Gradient(r) : null;

            // Without weight a row is passed over, however extreme its slopes: what multiplies by the weight first stays finite.
            if (gradient[r] != 0f && !masks.IsMissing(r))
            {
                TRow.Give(raw[r], x[r], masks[r], size, gradient[r], toRaw, toX, adds);
                continue;
            }

            if (toRaw is not null && !adds.Raw)
                Floats.Clear(toRaw, operation.Raw.Columns);
            if (toX is not null && !adds.X)
                Floats.Clear(toX, size);
        }
    }
}
