using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// A family whose log-density and slopes are computed a row at a time, without what its formula would be interpreted for. Elements that a mask, where there is one,
/// does not show as positive count nothing, whatever their values.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal unsafe interface IDensityRow<V> where V : struct, ILanes<V>
{
    /// <summary>The log-density of a row, in nats.</summary>
    /// <param name="raw">The raw parameters: blocks of as many numbers as there are values.</param>
    /// <param name="x">The values.</param>
    /// <param name="mask">By value; null where all are there.</param>
    /// <param name="size">The number of values.</param>
    static abstract float Value(float* raw, float* x, float* mask, int size);

    /// <summary>Gives the row's gradient to the raw parameters and to the values, each where it is not null.</summary>
    /// <param name="raw">The raw parameters. Their gradient may be written over them.</param>
    /// <param name="x">The values.</param>
    /// <param name="mask">By value; null where all are there.</param>
    /// <param name="size">The number of values.</param>
    /// <param name="weight">The gradient of the log-density.</param>
    /// <param name="toRaw">The raw parameters' gradient.</param>
    /// <param name="toX">The values' gradient.</param>
    /// <param name="adds">Whether each of the two is added to.</param>
    static abstract void Give(float* raw, float* x, float* mask, int size, float weight, float* toRaw, float* toX, (bool Raw, bool X) adds);
}

/// <summary>The log-density of rows under one member of a family that is computed a row at a time. Forward leaves nothing: backward computes slopes anew.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="TRow">The family.</typeparam>
internal sealed unsafe class RowDensityKernel<V, TRow>(Operation.LogDensity operation, Location location) : Kernel(location)
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
        var (rows, adds) = (block.RowsOf(operation.Output), (Raw: Location.Adds[0], X: Location.Adds[1]));
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
