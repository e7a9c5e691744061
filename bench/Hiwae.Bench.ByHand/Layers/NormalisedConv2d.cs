using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Layers;

/// <summary>A convolution of 3 × 3 pixels with a margin of one, under weight normalisation.</summary>
internal sealed class NormalisedConv2d : Module<Tensor, Tensor>
{
    private const long Kernel = 3;

    private readonly Parameter direction;
    private readonly Parameter gain;
    private readonly Parameter bias;
    private readonly long stride;

    public NormalisedConv2d(long inputs, long outputs, long stride = 1)
        : base(nameof(NormalisedConv2d))
    {
        this.stride = stride;
        direction = Parameter(empty(outputs, inputs, Kernel, Kernel));
        gain = Parameter(empty(outputs));
        bias = Parameter(empty(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.conv2d(input, WeightNorm.Of(direction, gain), bias, [stride, stride], [1, 1]).MoveToOuterDisposeScope();
    }
}
