using Hiwae.Compilation.Elements;
using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// A draw of distinct proposals as densities read it. Of what comes back, T (1 − α) (1 − ω) is taken, or T where only the comparison of proposals reads the draw, from each proposal by its share, along the
/// velocity that the value has under it; the draw itself gets what comes back, once.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="location">The operation's place in the program.</param>
internal abstract unsafe class DistinctPointKernel<V>(Operation.SharedPoint operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    /// <inheritdoc/>
    public override ImmutableArray<Value> ReadBack => [operation.AllHeads, operation.Output];

    /// <summary>The operation.</summary>
    protected Operation.SharedPoint Operation => operation;

    /// <summary>The number of values.</summary>
    protected int Size => operation.Output.Columns;

    /// <inheritdoc/>
    public override void Forward(Block block) =>
        Floats.Copy(block.Of(operation.Output), block.Of(operation.X), block.RowsOf(operation.Output) * Size);

    /// <inheritdoc/>
    public override void Backward(Block block)
    {
        float* from = block.Gradient(operation.Output), to = block.Gradient(operation.X);
        var rows = block.RowsOf(operation.Output);
        if (to is not null && !operation.IsCompared)
            Floats.Put<V>(to, from, Location.Adds[0], rows * Size);
        else if (to is not null && !Location.Adds[0])
            Floats.Clear(to, rows * Size);
        if (block.Gradient(operation.AllHeads) is var heads && heads is null)
            return;
        if (!Location.Adds[1])
            Floats.Clear(heads, block.RowsOf(operation.AllHeads) * operation.AllHeads.Columns);
        Take(block, from, rows);
    }

    /// <summary>Takes from each proposal its share.</summary>
    /// <param name="block">The block.</param>
    /// <param name="from">What comes back, row by row.</param>
    /// <param name="rows">How many rows.</param>
    protected abstract void Take(Block block, float* from, int rows);

    /// <summary>What a proposal's share of a row is multiplied by.</summary>
    protected float Weight(Block block, int row, int head) =>
        -block.Shares[(row * operation.Heads) + head] * (operation.IsCompared ? block.Temperature : PointKernel<V>.Rest(block, row));
}
