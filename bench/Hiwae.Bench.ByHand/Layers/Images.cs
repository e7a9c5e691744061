using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Layers;

/// <summary>Vectors as images.</summary>
internal sealed class Images(long channels, long height, long width) : Module<Tensor, Tensor>(nameof(Images))
{
    public override Tensor forward(Tensor input) => input.view(-1, channels, height, width);
}
