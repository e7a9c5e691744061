using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Layers;

/// <summary>Vectors as images.</summary>
internal sealed class Images(long channels, long height, long width) : Module<Tensor, Tensor>(nameof(Images))
{
    public override Tensor forward(Tensor input) => input.view(-1, channels, height, width);
}

/// <summary>The upper left corner of images.</summary>
internal sealed class Crop(long height, long width) : Module<Tensor, Tensor>(nameof(Crop))
{
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.narrow(-2, 0, height).narrow(-1, 0, width).MoveToOuterDisposeScope();
    }
}
