using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Rows side by side: columns of vectors, channels of images at each position.</summary>
internal sealed unsafe class ConcatKernel<V>(Operation.Concat operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output;
    private readonly Value[] parts = [.. operation.Parts];
    private readonly int positions = operation.Output.Positions, features = operation.Output.Features;

    public override void Forward(Block block)
    {
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var y = block.Of(output) + ((long)r * output.Columns);
            foreach (var part in parts)
            {
                var width = part.Columns / positions;
                Floats.PutRuns<V>(y, features, block.RowOf(part, output.Level, r), width, false, positions, width);
                y += width;
            }
        }
    }

    public override void Backward(Block block)
    {
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var g = block.Gradient(output) + ((long)r * output.Columns);
            for (var i = 0; i < parts.Length; i++)
            {
                var width = parts[i].Columns / positions;
                if (block.Gradient(parts[i]) != null)
                    Floats.PutRuns<V>(block.GradientRowOf(parts[i], output.Level, r), width, g, features, Location.Adds[i], positions, width);
                g += width;
            }
        }
    }
}

/// <summary>Each proposal's own block of the outputs of all heads.</summary>
internal sealed unsafe class SelectHeadKernel<V>(Operation.SelectHead operation, Location location) : Kernel(location) where V : struct, ILanes<V>
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
        var (rows, columns, adds) = (block.RowsOf(output), output.Columns, Location.Adds[0]);
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
