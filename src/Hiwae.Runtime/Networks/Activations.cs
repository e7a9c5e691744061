using System.Diagnostics;

namespace Hiwae.Networks;

/// <summary>The nonlinearities.</summary>
public static class Activations
{
    private const double LeakySlope = 0.01;

    /// <summary>An activation of every element; the tensor itself for the identity.</summary>
    /// <param name="value">Of any shape.</param>
    /// <param name="activation">Which.</param>
    public static Tensor Apply(Tensor value, Activation activation) => activation switch
    {
        Activation.Tanh => value.tanh(),
        Activation.Relu => value.relu(),
        Activation.Elu => nn.functional.elu(value, 1.0),
        Activation.Softplus => nn.functional.softplus(value),
        Activation.Sigmoid => value.sigmoid(),
        Activation.Gelu => nn.functional.gelu(value),
        Activation.Silu => nn.functional.silu(value),
        Activation.LeakyRelu => nn.functional.leaky_relu(value, LeakySlope),
        Activation.Symlog => Symlog(value),
        Activation.Identity => value,
        _ => throw new UnreachableException($"Activation {activation}."),
    };

    // One of the terms is zero. Of what is zero itself the first has the slope 1, and the second has none.
    private static Tensor Symlog(Tensor value)
    {
        using var scope = NewDisposeScope();
        return (value.clamp_min(0).log1p() - (-value).relu().log1p()).MoveToOuterDisposeScope();
    }
}
