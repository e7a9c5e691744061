using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>A part of a network that has weights.</summary>
public abstract class Block : torch.nn.Module<Tensor[], Tensor?, Tensor>
{
    private protected Block(string name)
        : base(name)
    {
    }

    /// <summary>Records what <c>forward</c> computes, and the activation that follows.</summary>
    /// <param name="recorder">The recording.</param>
    /// <param name="input">One value for each input, or a single one that joins them.</param>
    /// <param name="context">The context of a conditioned map; null for any other.</param>
    /// <param name="activation">The nonlinearity that follows.</param>
    internal abstract Value Record(Recorder recorder, Value[] input, Value? context, Activation activation);
}

/// <summary>Options of a layer's linear maps.</summary>
/// <param name="WeightNorm">Weights as direction and length.</param>
/// <param name="Context">The size of the context that scales and shifts; 0 for none.</param>
internal readonly record struct MapOptions(bool WeightNorm = false, int Context = 0);

/// <summary>
/// A residual block (He et al. 2016), S(x) + B f(A(x)): A and S are maps of the same form, B is one from outputs to
/// outputs, and S is the identity where that is possible.
/// </summary>
internal sealed class Residual : Block
{
    private readonly LinearMap inner;
    private readonly LinearMap outer;
    private readonly LinearMap? skip;
    private readonly Activation between;

    /// <summary>A block made of its maps.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="inner">A.</param>
    /// <param name="outer">B.</param>
    /// <param name="skip">S; null for the identity.</param>
    /// <param name="between">f.</param>
    public Residual(string name, LinearMap inner, LinearMap outer, LinearMap? skip, Activation between)
        : base(name)
    {
        this.inner = inner;
        this.outer = outer;
        this.skip = skip;
        this.between = between;
        register_module(nameof(inner), inner);
        register_module(nameof(outer), outer);
        if (skip is not null)
            register_module(nameof(skip), skip);
    }

    /// <summary>[batch, 1 or samples, ...], without the activation that follows.</summary>
    public override Tensor forward(Tensor[] input, Tensor? context)
    {
        using var scope = NewDisposeScope();
        var hidden = Activations.Apply(inner.forward(input, context), between);
        var changed = outer.forward([hidden], context);
        return ((skip?.forward(input, context) ?? Plate.Join(input)) + changed).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override Value Record(Recorder recorder, Value[] input, Value? context, Activation activation)
    {
        var hidden = inner.Record(recorder, input, context, between);
        var kept = skip?.Record(recorder, input, context, Activation.Identity) ?? recorder.Join(input);
        return outer.Record(recorder, [hidden], context, kept, activation);
    }
}
