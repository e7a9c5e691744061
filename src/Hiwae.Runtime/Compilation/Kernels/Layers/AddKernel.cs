using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = f(a + b).</summary>
internal sealed unsafe class AddKernel<V>(Operation.Add operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, first = operation.First, second = operation.Second;
    private readonly Activation activation = operation.Activation;

    public override ImmutableArray<Value> ReadBack => activation == Activation.Identity ? [] : [output];

    public override void Forward(Block block)
    {
        var columns = output.Columns;
        var rows = block.RowsOf(output);
        var isOneLevel = first.Level == output.Level && second.Level == output.Level;
        var step = Floats.RowsOfTile(columns);
        for (var start = 0; start < rows; start += step)
        {
            var count = Math.Min(step, rows - start);
            var y = block.Of(output) + ((long)start * columns);
            if (isOneLevel)
                Floats.PutSum<V>(y, block.RowOf(first, output.Level, start), block.RowOf(second, output.Level, start), count * columns);
            else
                for (var r = start; r < start + count; r++)
                    Floats.PutSum<V>(block.Of(output) + ((long)r * columns), block.RowOf(first, output.Level, r), block.RowOf(second, output.Level, r), columns);
            Activations.Apply<V>(activation, y, count * columns);
        }
    }

    public override void Backward(Block block)
    {
        var columns = output.Columns;
        var rows = block.RowsOf(output);
        var step = Floats.RowsOfTile(columns);
        for (var start = 0; start < rows; start += step)
        {
            var count = Math.Min(step, rows - start);
            var at = (long)start * columns;
            Activations.Back<V>(activation, block.Of(output) + at, block.Gradient(output) + at, count * columns);
            if (block.Gradient(first) != null)
                block.Give<V>(output, first, start, count, Location.Adds[0]);
            if (block.Gradient(second) != null)
                block.Give<V>(output, second, start, count, Location.Adds[1]);
        }
    }
}
