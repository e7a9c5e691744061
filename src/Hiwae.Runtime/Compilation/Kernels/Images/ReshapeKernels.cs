using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>The upper left part of images; what was cut off has no gradient.</summary>
internal sealed unsafe class CropKernel<V>(Operation.Crop operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X;
    private readonly int line = operation.X.Image!.Value.Width * operation.X.Features;
    private readonly int keptHeight = operation.Output.Image!.Value.Height, keptLine = operation.Output.Image.Value.Width * operation.Output.Features;

    public override void Forward(Block block)
    {
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var y = block.Of(output) + ((long)r * output.Columns);
            Floats.PutRuns<V>(y, keptLine, block.RowOf(x, output.Level, r), line, false, keptHeight, keptLine);
        }
    }

    public override void Backward(Block block)
    {
        if (block.Gradient(x) == null)
            return;
        var adds = Location.Adds[0];
        for (var r = 0; r < block.RowsOf(output); r++)
        {
            var to = block.GradientRowOf(x, output.Level, r);
            if (!adds)
                Floats.Clear(to, x.Columns);
            Floats.PutRuns<V>(to, line, block.Gradient(output) + ((long)r * output.Columns), keptLine, adds, keptHeight, keptLine);
        }
    }
}

/// <summary>Vectors, which have the channels first, as images, which have them last.</summary>
internal sealed class ToImagesKernel<V>(Operation.ToImages operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X;

    public override void Forward(Block block) => Transposition.Forward(block, output, x, output.Features, output.Positions);

    public override void Backward(Block block) => Transposition.Backward(block, output, x, Location.Adds[0], output.Features, output.Positions);
}

/// <summary>Images, which have the channels last, as vectors, which have them first.</summary>
internal sealed class ToVectorsKernel<V>(Operation.ToVectors operation, Location location) : Kernel(location) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X;

    public override void Forward(Block block) => Transposition.Forward(block, output, x, x.Positions, x.Features);

    public override void Backward(Block block) => Transposition.Backward(block, output, x, Location.Adds[0], x.Positions, x.Features);
}
