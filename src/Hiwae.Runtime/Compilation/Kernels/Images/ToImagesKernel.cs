using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Vectors, which have the channels first, as images, which have them last.</summary>
internal sealed class ToImagesKernel<V>(Operation.ToImages operation, Site site) : Kernel(site) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X;

    public override void Forward(Block block) => Transposition.Forward(block, output, x, output.Features, output.Positions);

    public override void Backward(Block block) => Transposition.Backward(block, output, x, Site.Adds[0], output.Features, output.Positions);
}
