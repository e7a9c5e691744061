using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Layers;

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
