using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Rows side by side: columns of vectors, channels of images at each position.</summary>
internal sealed unsafe class ConcatKernel<V>(Operation.Concat operation, Site site) : Kernel(site) where V : struct, ILanes<V>
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
                    Floats.PutRuns<V>(block.GradientRowOf(parts[i], output.Level, r), width, g, features, Site.Adds[i], positions, width);
                g += width;
            }
        }
    }
}
