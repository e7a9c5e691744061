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
    /// <param name="context">What the map is conditioned on, where it is.</param>
    /// <param name="activation">The nonlinearity that follows.</param>
    internal abstract Value Record(Recorder recorder, Value[] input, Value? context, Activation activation);
}
