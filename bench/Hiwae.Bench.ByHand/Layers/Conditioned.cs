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

/// <summary>Two conditioned layers with ELU, then a linear one.</summary>
internal sealed class InContext : Module<Tensor, Tensor, Tensor>
{
    private readonly Conditioned layer0;
    private readonly Conditioned layer1;
    private readonly Linear head;

    public InContext(long inputs, long context, long hidden, long outputs)
        : base(nameof(InContext))
    {
        layer0 = new(inputs, context, hidden);
        layer1 = new(hidden, context, hidden);
        head = Linear(hidden, outputs);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor context)
    {
        using var scope = NewDisposeScope();
        var first = functional.elu(layer0.call(input, context), 1);
        var second = functional.elu(layer1.call(first, context), 1);
        return head.call(second).MoveToOuterDisposeScope();
    }
}
