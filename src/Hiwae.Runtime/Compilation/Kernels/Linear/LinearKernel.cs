using Hiwae.Compilation.Kernels.Products;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = f(x Wᵀ + bias + addend); back, dW += gᵀ x and dx = g W with g = dy ⊙ f′.</summary>
/// <param name="operation">The operation.</param>
/// <param name="site">Its place.</param>
internal sealed unsafe class LinearKernel<V>(Operation.Linear operation, Site site) : Kernel(site) where V : struct, ILanes<V>
{
    private readonly int columns = operation.X.Columns;
    private readonly int outputs = operation.Output.Columns;
    private readonly int stride = operation.Weight.Columns;
    private readonly PackedWeight<V> packed = new(operation.Output.Columns, operation.X.Columns);

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => MapEnds.ReadBack(Site, operation.X, operation.Weight, operation.Output, operation.Activation);

    /// <inheritdoc/>
    public override void Prepare(Block block, int part, int parts) => packed.Pack(block.Of(operation.Weight) + operation.Column, stride, part, parts);

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var rows = block.RowsOf(operation.Output);
        if (operation.Output.Level == Level.Once)
            Prepare(block, 0, 1);
        Product.Run<V>(
            rows, outputs, columns, LeftSide.Rows(block.Of(operation.X), columns), packed.Side, block.Of(operation.Output), outputs, adds: false);
        MapEnds.Finish<V>(block, operation.Output, operation.Bias, operation.Addend, operation.Activation, isOfHeads: false);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        var rows = block.RowsOf(operation.Output);
        MapEnds.Begin<V>(block, Site, operation.X, operation.Output, operation.Bias, operation.Addend, operation.Activation, isOfHeads: false);
        var g = block.Gradient(operation.Output);
        var weight = block.Opened(Site, 1, operation.Weight);
        if (weight != null)
        {
            Product.Run<V>(
                outputs, columns, rows, LeftSide.Transposed(g, outputs), RightSide.Rows<V>(block.Of(operation.X), columns),
                weight + operation.Column, stride, adds: true);
        }

        var x = block.Gradient(operation.X);
        if (x != null)
        {
            Product.Run<V>(
                rows, columns, outputs, LeftSide.Rows(g, outputs), RightSide.Rows<V>(block.Of(operation.Weight) + operation.Column, stride),
                x, columns, MapEnds.AddsToX(Site, operation.X, operation.Addend));
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => packed.Dispose();
}
