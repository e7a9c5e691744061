using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Columns of pseudo-inputs in a support: their sigmoid in the unit interval, their softplus among positive numbers and counts, their softmax among one-hot vectors.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class ConstrainKernel<V>(Operation.Constrain operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.Output];

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var (rows, size) = (block.RowsOf(operation.Output), operation.Output.Columns);
        float* x = block.Of(operation.X) + operation.Column, y = block.Of(operation.Output);
        for (var r = 0; r < rows; r++, x += operation.X.Columns, y += size)
        {
            if (operation.Support == Support.OneHot)
            {
                LogSum.Of<V>(x, size).Shares<V>(x, size, y, asLogarithms: false);
                continue;
            }

            for (var i = 0; i < size; i += V.Count)
            {
                var left = size - i;
                Vectors.Store(y + i, Constrained(Vectors.Load<V>(x + i, left)), left);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var all = block.Gradient(operation.X);
        if (all is null)
            return;
        var (rows, size) = (block.RowsOf(operation.Output), operation.Output.Columns);
        if (!Location.Adds[0])
            Floats.Clear(all, rows * operation.X.Columns);
        float* y = block.Of(operation.Output), gradient = block.Gradient(operation.Output), to = all + operation.Column;
        for (var r = 0; r < rows; r++, y += size, gradient += size, to += operation.X.Columns)
        {
            var mean = V.All(operation.Support == Support.OneHot ? Floats.Dot<V>(y, gradient, size) : 0f);
            for (var i = 0; i < size; i += V.Count)
            {
                var left = size - i;
                Vectors.Store(to + i, Vectors.Load<V>(to + i, left) + Slope(Vectors.Load<V>(y + i, left), Vectors.Load<V>(gradient + i, left), mean), left);
            }
        }
    }

    private V Constrained(V x) => operation.Support switch
    {
        Support.Binary or Support.UnitInterval or Support.EightBit => Elementary.Sigmoid(x),
        Support.Positive or Support.Count => Elementary.Softplus(x),
        _ => x,
    };

    // What the gradient of y becomes; the mean is that of the gradient, weighted by y.
    private V Slope(V y, V gradient, V mean) => operation.Support switch
    {
        Support.Binary or Support.UnitInterval or Support.EightBit => gradient * y * (V.All(1f) - y),
        Support.OneHot => y * (gradient - mean),
        Support.Positive or Support.Count => gradient * -Elementary.ExpM1(-y),
        _ => gradient,
    };
}
