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
        Activation.Gelu => Gelu(value),
        Activation.Silu => nn.functional.silu(value),
        Activation.LeakyRelu => nn.functional.leaky_relu(value, LeakySlope),
        Activation.Identity => value,
        _ => throw new UnreachableException($"Activation {activation}."),
    };

    /// <summary>
    /// a Φ(a) by the error function. Not by torch's own gelu: in libtorch 1.13 the gradient of that one is memory that nothing wrote
    /// to where the gradient that comes in is not contiguous, as it is not behind distinct heads.
    /// </summary>
    private static Tensor Gelu(Tensor value) => value * ((value * Math.Sqrt(0.5)).erf() + 1) * 0.5;
}
