using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// As <see cref="LinearKernel{V}"/>, each proposal by its own rows of W. Where all proposals of every group are there, the rows of a head lie at equal distances and are read as they
/// lie; else they are brought together.
/// </summary>
/// <param name="operation">The operation; x is of the proposals' level.</param>
/// <param name="location">The operation's place in the program.</param>
/// <param name="inBf16">Whether factors of the products are rounded to bfloat16.</param>
internal sealed unsafe class HeadLinearKernel<V>(Operation.HeadLinear operation, Location location, bool inBf16) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly int columns = operation.X.Columns;
    private readonly int outputs = operation.Output.Columns;
    private readonly int stride = operation.Weight.Columns;
    private readonly int heads = operation.Weight.Rows / operation.Output.Columns;

    private readonly ImmutableArray<LinearProducts> products =
    [
        .. Enumerable.Range(0, operation.Weight.Rows / operation.Output.Columns)
            .Select(_ => LinearProducts.Of<V>(inBf16, operation.Output.Columns, operation.X.Columns)),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => MapEnds.ReadBack(Location, operation.X, operation.Weight, operation.Output, operation.Activation);

    /// <inheritdoc/>
    public override long ScratchFloats(Rows most) => HeadRows.Room(most.Sample, heads, columns, outputs) + products[0].ScratchFloats(most.Sample);

    /// <inheritdoc/>
    public override void Prepare(Block block, int part, int parts)
    {
        for (var head = 0; head < heads; head++)
            products[head].Prepare(WeightOf(block, head), part, parts);
    }

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var x = block.Of(operation.X);
        var y = block.Of(operation.Output);
        if (block.IsWhole)
        {
            for (var head = 0; head < heads; head++)
                products[head].Forward(block.Rows.Sample / heads, Whole(x, head, columns), Whole(y, head, outputs), block.Scratch);
        }
        else
        {
            var sorted = HeadRows.Of(block, heads, columns, outputs);
            sorted.Gather<V>(x, sorted.X, columns);
            for (var head = 0; head < heads; head++)
                products[head].Forward(sorted.Count(head), sorted.Inputs(head), sorted.Outputs(head), sorted.Scratch);
            sorted.Scatter<V>(sorted.Y, y, outputs, adds: false);
        }

        MapEnds.Finish<V>(block, operation.Output, operation.Bias, operation.Addend, operation.Activation, isOfHeads: true);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        MapEnds.Begin<V>(block, Location, operation.X, operation.Output, operation.Bias, operation.Addend, operation.Activation, isOfHeads: true);
        var g = block.Gradient(operation.Output);
        var weight = block.Opened(Location, 1, operation.Weight);
        var x = block.Of(operation.X);
        var toX = block.Gradient(operation.X);
        var addsToWeight = block.AddsToWeight(Location);
        var adds = MapEnds.AddsToX(Location, operation.X, operation.Addend);
        if (block.IsWhole)
        {
            for (var head = 0; head < heads; head++)
            {
                products[head].Backward(
                    block.Rows.Sample / heads, Whole(g, head, outputs), Whole(x, head, columns), WeightOf(block, head), GradientOf(weight, head), addsToWeight,
                    toX == null ? default : Whole(toX, head, columns), adds, block.Scratch);
            }

            return;
        }

        var sorted = HeadRows.Of(block, heads, columns, outputs);
        sorted.Gather<V>(g, sorted.Y, outputs);
        if (weight != null)
            sorted.Gather<V>(x, sorted.X, columns);
        for (var head = 0; head < heads; head++)
        {
            products[head].Backward(
                sorted.Count(head), sorted.Outputs(head), sorted.Inputs(head), WeightOf(block, head), GradientOf(weight, head), addsToWeight,
                toX == null ? default : sorted.Inputs(head), addsToX: false, sorted.Scratch);
        }

        if (toX != null)
            sorted.Scatter<V>(sorted.X, toX, columns, adds);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var product in products)
            product.Dispose();
    }

    private FloatRows Whole(float* start, int head, int width) => FloatRows.At(start + (head * width), (nint)heads * width);

    private FloatRows WeightOf(Block block, int head) => FloatRows.At(block.Of(operation.Weight) + FirstOf(head), stride);

    private FloatRows GradientOf(float* weight, int head) => weight == null ? default : FloatRows.At(weight + FirstOf(head), stride);

    private long FirstOf(int head) => ((long)head * outputs * stride) + operation.Column;
}
