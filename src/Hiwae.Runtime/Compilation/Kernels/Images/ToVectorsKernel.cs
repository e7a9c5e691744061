using Hiwae.Compilation.Lanes;
using Hiwae.Programs;

namespace Hiwae.Compilation.Kernels;

/// <summary>Images, which have the channels last, as vectors, which have them first.</summary>
internal sealed class ToVectorsKernel<V>(Operation.ToVectors operation, Site site) : Kernel(site) where V : struct, ILanes<V>
{
    private readonly Value output = operation.Output, x = operation.X;

    public override void Forward(Block block) => Transposition.Forward(block, output, x, x.Positions, x.Features);

    public override void Backward(Block block) => Transposition.Backward(block, output, x, Site.Adds[0], x.Positions, x.Features);
}
