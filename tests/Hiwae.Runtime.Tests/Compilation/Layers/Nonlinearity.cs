using MathNet.Numerics;

namespace Hiwae.Runtime.Tests;

/// <summary>Nonlinearities of 64-bit numbers.</summary>
internal static class Nonlinearity
{
    public static double Value(Activation activation, double x) => activation switch
    {
        Activation.Tanh => Math.Tanh(x),
        Activation.Relu => x < 0 ? 0 : x,
        Activation.Elu => x <= 0 ? Precise.ExpM1(x) : x,
        Activation.Softplus => Precise.Softplus(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Gelu => x * Below(x),
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.LeakyRelu => x > 0 ? x : 0.01 * x,
        Activation.Symlog => Math.Sign(x) * Precise.Log1P(Math.Abs(x)),
        _ => x,
    };

    /// <summary>The derivative at x.</summary>
    public static double Slope(Activation activation, double x)
    {
        var s = 1 / (1 + Math.Exp(-x));
        return activation switch
        {
            Activation.Tanh => 1 - (Math.Tanh(x) * Math.Tanh(x)),
            Activation.Relu => x <= 0 ? 0 : 1,
            Activation.Elu => x <= 0 ? Math.Exp(x) : 1,
            Activation.Softplus => s,
            Activation.Sigmoid => s * (1 - s),
            Activation.Gelu => Below(x) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
            Activation.Silu => s * (1 + (x * (1 - s))),
            Activation.LeakyRelu => x > 0 ? 1 : 0.01,
            Activation.Symlog => 1 / (1 + Math.Abs(x)),
            _ => 1,
        };
    }

    private static double Below(double x) => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2));
}
