using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Layers;

/// <summary>A dense layer under weight normalisation: its weight is g v / ‖v‖ for each output.</summary>
internal sealed class NormalisedLinear : Module<Tensor, Tensor>
{
    private readonly Parameter direction;
    private readonly Parameter gain;
    private readonly Parameter? bias;

    public NormalisedLinear(long inputs, long outputs, bool hasBias = true)
        : base(nameof(NormalisedLinear))
    {
        direction = Parameter(empty(outputs, inputs));
        gain = Parameter(empty(outputs));
        bias = hasBias ? Parameter(empty(outputs)) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.linear(input, WeightNorm.Of(direction, gain), bias).MoveToOuterDisposeScope();
    }
}
