using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Each proposal's own block of the outputs of all heads.</summary>
internal sealed unsafe class SelectHeadKernel<V>(Operation.SelectHead operation, Site site) : Kernel(site) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, all = operation.AllHeads;

    public override void Forward(Block block)
    {
        InputRows heads = new(block, all, output.Level);
        var (rows, columns) = (block.RowsOf(output), output.Columns);
        float* y = block.Of(output);
        var head = block.Head;
        for (var r = 0; r < rows; r++, y += columns)
            Floats.PutRun<V>(y, heads[r] + (head[r] * columns), adds: false, columns);
    }

    public override void Backward(Block block)
    {
        InputRows heads = new(block, all, output.Level);
        if (!heads.IsWanted)
            return;
        var (rows, columns, adds) = (block.RowsOf(output), output.Columns, Site.Adds[0]);
        float* g = block.Gradient(output);
        var head = block.Head;
        for (var r = 0; r < rows; r++, g += columns)
        {
            var to = heads.Gradient(r);
            if (!adds)
                Floats.Clear(to, all.Columns);
            Floats.PutRun<V>(to + (head[r] * columns), g, adds: true, columns);
        }
    }
}
