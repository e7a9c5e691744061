using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = f(x).</summary>
internal sealed unsafe class ActivateKernel<V>(Operation.Activate operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X;
    private readonly Activation activation = operation.Activation;
    private readonly bool needsInput = Activations.NeedsInput(operation.Activation);

    public override ImmutableArray<Value> ReadBack => needsInput ? [x] : activation == Activation.Identity ? [] : [output];

    public override Value? InPlace => needsInput && x.Level == output.Level ? x : null;

    public override void Forward(Block block)
    {
        int rows = block.RowsOf(output), columns = output.Columns;
        var y = block.Of(output);
        if (x.Level == output.Level)
        {
            Activations.Apply<V>(activation, block.Of(x), y, rows * columns);
            return;
        }
        for (var r = 0; r < rows; r++)
            Activations.Apply<V>(activation, block.RowOf(x, output.Level, r), y + ((long)r * columns), columns);
    }

    public override void Backward(Block block)
    {
        var to = block.Gradient(x);
        if (to == null)
            return;
        int rows = block.RowsOf(output), columns = output.Columns;
        var y = block.Of(output);
        var g = block.Gradient(output);
        if (x.Level == output.Level)
        {
            Activations.Back<V>(activation, needsInput ? block.Of(x) : y, g, to, Location.Adds[0], rows * columns);
            return;
        }
        for (var r = 0; r < rows; r++)
        {
            var at = (long)r * columns;
            Activations.Back<V>(activation, needsInput ? block.RowOf(x, output.Level, r) : y + at, g + at, block.GradientRowOf(x, output.Level, r), true, columns);
        }
    }
}
