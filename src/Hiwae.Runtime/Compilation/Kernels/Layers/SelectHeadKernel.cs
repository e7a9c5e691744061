using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Each proposal's own block of the outputs of all heads.</summary>
internal sealed unsafe class SelectHeadKernel<V>(Operation.SelectHead operation, Site site) : Kernel(site) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, all = operation.AllHeads;

    public override void Forward(Block block)
    {
        long columns = output.Columns;
        var y = block.Of(output);
        for (var r = 0; r < block.RowsOf(output); r++)
            Floats.Copy(y + (r * columns), block.RowOf(all, output.Level, r) + (block.Head[r] * columns), output.Columns);
    }

    public override void Backward(Block block)
    {
        if (block.Gradient(all) == null)
            return;
        long columns = output.Columns;
        var g = block.Gradient(output);
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var to = block.GradientRowOf(all, output.Level, r);
            if (!Site.Adds[0])
                Floats.Clear(to, all.Columns);
            Floats.Add<V>(to + (block.Head[r] * columns), g + (r * columns), output.Columns);
        }
    }
}
