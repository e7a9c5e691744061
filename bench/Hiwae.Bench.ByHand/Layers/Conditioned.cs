using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Layers;

/// <summary>A dense layer under weight normalisation, scaled and shifted by a context: (1 + U c) ⊙ W x + b + V c.</summary>
internal sealed class Conditioned : Module<Tensor, Tensor, Tensor>
{
    private readonly NormalisedLinear linear;
    private readonly Linear scale;
    private readonly Linear shift;

    public Conditioned(long inputs, long context, long outputs)
        : base(nameof(Conditioned))
    {
        linear = new(inputs, outputs, hasBias: false);
        scale = Linear(context, outputs, hasBias: false);
        shift = Linear(context, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor context)
    {
        using var scope = NewDisposeScope();
        return (((scale.call(context) + 1) * linear.call(input)) + shift.call(context)).MoveToOuterDisposeScope();
    }
}
