using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Layers;

/// <summary>S(x) + B f(A(x)), where S is a map of its own if the shape changes, else the identity; f, which also ends it, is ELU.</summary>
internal sealed class Residual : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> inner;
    private readonly Module<Tensor, Tensor> outer;
    private readonly Module<Tensor, Tensor>? skip;
    private readonly bool isLast;

    private Residual(Module<Tensor, Tensor> inner, Module<Tensor, Tensor> outer, Module<Tensor, Tensor>? skip, bool isLast)
        : base(nameof(Residual))
    {
        (this.inner, this.outer, this.skip, this.isLast) = (inner, outer, skip, isLast);
        RegisterComponents();
    }

    /// <summary>Convolutions; the last one of a network ends without ELU.</summary>
    public static Residual Conv(long inputs, long outputs, long stride = 1, bool isLast = false) => new(
        new NormalisedConv2d(inputs, outputs, stride),
        new NormalisedConv2d(outputs, outputs),
        inputs == outputs && stride == 1 ? null : new NormalisedConv2d(inputs, outputs, stride),
        isLast);

    /// <summary>Dense layers.</summary>
    public static Residual Dense(long inputs, long outputs) => new(
        new NormalisedLinear(inputs, outputs),
        new NormalisedLinear(outputs, outputs),
        inputs == outputs ? null : new NormalisedLinear(inputs, outputs),
        isLast: false);

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var sum = (skip?.call(input) ?? input) + outer.call(functional.elu(inner.call(input), 1));
        return (isLast ? sum : functional.elu(sum, 1)).MoveToOuterDisposeScope();
    }
}
