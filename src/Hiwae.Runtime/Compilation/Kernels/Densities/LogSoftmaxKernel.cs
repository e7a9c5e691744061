using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = x − log Σ exp x over all elements. Back: g − e^y Σ g.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal sealed unsafe class LogSoftmaxKernel<V>(Operation.LogSoftmax operation, Site site) : Kernel(site) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.Output];

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var x = block.Of(operation.X);
        var count = CountIn(block);
        LogSum.Of<V>(x, count).Shares<V>(x, count, block.Of(operation.Output), asLogarithms: true);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var to = block.Gradient(operation.X);
        if (to is null)
            return;
        float* y = block.Of(operation.Output), gradient = block.Gradient(operation.Output);
        var (count, adds) = (CountIn(block), Site.Adds[0]);
        var total = V.All(Sweep<V>.Sum(gradient, count));
        for (var i = 0; i < count; i += V.Count)
        {
            var left = count - i;
            var found = Vectors.Load<V>(gradient + i, left) - (total * Elementary.Exp(Vectors.Load<V>(y + i, left)));
            Vectors.Store(to + i, adds ? Vectors.Load<V>(to + i, left) + found : found, left);
        }
    }

    private int CountIn(Block block) => block.RowsOf(operation.Output) * operation.Output.Columns;
}
