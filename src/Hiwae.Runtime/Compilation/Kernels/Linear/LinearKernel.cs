using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>y = f(x Wᵀ + bias + addend); back, dW += gᵀ x and dx = g W with g = dy ⊙ f′.</summary>
/// <param name="operation">The operation.</param>
/// <param name="location">The operation's place in the program.</param>
/// <param name="inBf16">Whether factors of the products are rounded to bfloat16.</param>
internal sealed unsafe class LinearKernel<V>(Operation.Linear operation, Location location, bool inBf16) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly int columns = operation.X.Columns;
    private readonly int outputs = operation.Output.Columns;
    private readonly int stride = operation.Weight.Columns;
    private readonly LinearProducts products = LinearProducts.Of<V>(inBf16, operation.Output.Columns, operation.X.Columns);

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => MapEnds.ReadBack(Location, operation.X, operation.Weight, operation.Output, operation.Activation);

    /// <inheritdoc/>
    public override long ScratchFloats(Rows most) => products.ScratchFloats(operation.Output.Level == Level.Once ? operation.Output.Rows : most[operation.Output.Level]);

    /// <inheritdoc/>
    public override void Prepare(Block block, int part, int parts) => products.Prepare(WeightOf(block), part, parts);

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        if (operation.Output.Level == Level.Once)
            Prepare(block, 0, 1);
        products.Forward(
            block.RowsOf(operation.Output), FloatRows.At(block.Of(operation.X), columns), FloatRows.At(block.Of(operation.Output), outputs), block.Scratch);
        MapEnds.Finish<V>(block, operation.Output, operation.Bias, operation.Addend, operation.Activation, isOfHeads: false);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        MapEnds.Begin<V>(block, Location, operation.X, operation.Output, operation.Bias, operation.Addend, operation.Activation, isOfHeads: false);
        var weight = block.Opened(Location, 1, operation.Weight);
        products.Backward(
            block.RowsOf(operation.Output),
            FloatRows.At(block.Gradient(operation.Output), outputs),
            FloatRows.At(block.Of(operation.X), columns),
            WeightOf(block),
            weight == null ? default : FloatRows.At(weight + operation.Column, stride),
            block.AddsToWeight(Location),
            FloatRows.At(block.Gradient(operation.X), columns),
            MapEnds.AddsToX(Location, operation.X, operation.Addend),
            block.Scratch);
    }

    /// <inheritdoc/>
    public override void Dispose() => products.Dispose();

    private FloatRows WeightOf(Block block) => FloatRows.At(block.Of(operation.Weight) + operation.Column, stride);
}
