using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand.Layers;

/// <summary>Weight normalisation (Salimans and Kingma 2016), which TorchSharp leaves to its users.</summary>
internal static class WeightNorm
{
    /// <summary>g v / ‖v‖ for each output; it belongs to the caller's scope with what it is made of.</summary>
    /// <param name="direction">v, [outputs, ...].</param>
    /// <param name="gain">g, [outputs].</param>
    public static Tensor Of(Tensor direction, Tensor gain)
    {
        var factor = gain / direction.flatten(1).square().sum(1).sqrt();
        return direction * factor.view([-1, .. Enumerable.Repeat(1L, (int)direction.dim() - 1)]);
    }
}

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
