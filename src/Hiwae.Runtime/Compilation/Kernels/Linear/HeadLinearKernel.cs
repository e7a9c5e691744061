using Hiwae.Compilation.Kernels.Products;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// As <see cref="LinearKernel{V}"/>, each proposal by its own rows of W. Where all proposals of every group are there, the rows of a head lie at equal distances and are read as they
/// lie; else they are brought together.
/// </summary>
/// <param name="operation">The operation; x is of the proposals' level.</param>
/// <param name="site">Its place.</param>
internal sealed unsafe class HeadLinearKernel<V>(Operation.HeadLinear operation, Site site) : Kernel(site) where V : struct, ILanes<V>
{
    private readonly int columns = operation.X.Columns;
    private readonly int outputs = operation.Output.Columns;
    private readonly int stride = operation.Weight.Columns;
    private readonly int heads = operation.Weight.Rows / operation.Output.Columns;

    private readonly ImmutableArray<PackedWeight<V>> packed =
        [.. Enumerable.Range(0, operation.Weight.Rows / operation.Output.Columns).Select(_ => new PackedWeight<V>(operation.Output.Columns, operation.X.Columns))];

    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => MapEnds.ReadBack(Site, operation.X, operation.Weight, operation.Output, operation.Activation);

    /// <inheritdoc/>
    public override long ScratchFloats(Rows most) =>
        Arena.Padded(heads + 2) + Arena.Padded(most.Sample) + Arena.Padded((long)most.Sample * columns) + Arena.Padded((long)most.Sample * outputs);

    /// <inheritdoc/>
    public override void Prepare(Block block, int part, int parts)
    {
        for (var head = 0; head < heads; head++)
            packed[head].Pack(WeightOf(block, head), stride, part, parts);
    }

    /// <inheritdoc/>
    public override void Forward(Block block)
    {
        var x = block.Of(operation.X);
        var y = block.Of(operation.Output);
        if (block.IsWhole)
        {
            for (var head = 0; head < heads; head++)
                Multiply(block.Rows.Sample / heads, x + (head * columns), (nint)heads * columns, head, y + (head * outputs), (nint)heads * outputs);
        }
        else
        {
            var sorted = HeadRows.Of(block, heads, columns, outputs);
            sorted.Gather<V>(x, sorted.X, columns);
            for (var head = 0; head < heads; head++)
                Multiply(sorted.Count(head), sorted.X + (sorted.First(head) * columns), columns, head, sorted.Y + (sorted.First(head) * outputs), outputs);
            sorted.Scatter<V>(sorted.Y, y, outputs, adds: false);
        }

        MapEnds.Finish<V>(block, operation.Output, operation.Bias, operation.Addend, operation.Activation, isOfHeads: true);
    }

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        MapEnds.Begin<V>(block, Site, operation.X, operation.Output, operation.Bias, operation.Addend, operation.Activation, isOfHeads: true);
        var g = block.Gradient(operation.Output);
        var weight = block.Opened(Site, 1, operation.Weight);
        var x = block.Of(operation.X);
        var toX = block.Gradient(operation.X);
        var adds = MapEnds.AddsToX(Site, operation.X, operation.Addend);
        if (block.IsWhole)
        {
            var (rows, ldx, ldg) = (block.Rows.Sample / heads, (nint)heads * columns, (nint)heads * outputs);
            for (var head = 0; head < heads; head++)
            {
                if (weight != null)
                    AddToWeight(rows, g + (head * outputs), ldg, x + (head * columns), ldx, weight, head);
                if (toX != null)
                    GiveX(block, rows, g + (head * outputs), ldg, head, toX + (head * columns), ldx, adds);
            }

            return;
        }

        var sorted = HeadRows.Of(block, heads, columns, outputs);
        sorted.Gather<V>(g, sorted.Y, outputs);
        if (weight != null)
            sorted.Gather<V>(x, sorted.X, columns);
        for (var head = 0; head < heads; head++)
        {
            var rows = sorted.Count(head);
            var from = sorted.Y + (sorted.First(head) * outputs);
            var to = sorted.X + (sorted.First(head) * columns);
            if (weight != null)
                AddToWeight(rows, from, outputs, to, columns, weight, head);
            if (toX != null)
                GiveX(block, rows, from, outputs, head, to, columns, adds: false);
        }

        if (toX != null)
            sorted.Scatter<V>(sorted.X, toX, columns, adds);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var weight in packed)
            weight.Dispose();
    }

    private float* WeightOf(Block block, int head) => block.Of(operation.Weight) + ((long)head * outputs * stride) + operation.Column;

    private void Multiply(int rows, float* x, nint ldx, int head, float* y, nint ldy) =>
        Product.Run<V>(rows, outputs, columns, LeftSide.Rows(x, ldx), packed[head].Side, y, ldy, adds: false);

    private void AddToWeight(int rows, float* g, nint ldg, float* x, nint ldx, float* weight, int head) => Product.Run<V>(
        outputs, columns, rows, LeftSide.Transposed(g, ldg), RightSide.Rows<V>(x, ldx), weight + ((long)head * outputs * stride) + operation.Column, stride, adds: true);

    private void GiveX(Block block, int rows, float* g, nint ldg, int head, float* x, nint ldx, bool adds) =>
        Product.Run<V>(rows, columns, outputs, LeftSide.Rows(g, ldg), RightSide.Rows<V>(WeightOf(block, head), stride), x, ldx, adds);
}
