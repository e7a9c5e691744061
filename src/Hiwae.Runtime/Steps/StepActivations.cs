using System.Diagnostics;

namespace Hiwae.Steps;

/// <summary>The numbers of the nonlinearities in the native library.</summary>
internal static class StepActivations
{
    /// <summary>The number of a nonlinearity.</summary>
    public static long Number(this Activation activation) => activation switch
    {
        Activation.Identity => 0,
        Activation.Tanh => 1,
        Activation.Relu => 2,
        Activation.Elu => 3,
        Activation.Softplus => 4,
        Activation.Sigmoid => 5,
        Activation.Gelu => 6,
        Activation.Silu => 7,
        Activation.LeakyRelu => 8,
        _ => throw new UnreachableException($"Activation {activation}."),
    };

    /// <summary>Whether the derivative follows from the result, so that an operation can end in it and keep nothing else.</summary>
    public static bool IsFused(this Activation activation) => activation is not (Activation.Gelu or Activation.Silu);
}
