using MathNet.Numerics;

namespace Hiwae.Runtime.Tests;

/// <summary>Functions of 64-bit numbers, exact to some thirteen digits, to compare with.</summary>
internal static class Precise
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    // Kahan's: what rounding does to the sum, it does to the logarithm too.
    public static double Log1P(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(u) * (x / (u - 1));
    }

    public static double ExpM1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : double.IsPositiveInfinity(u) ? u : (u - 1) * (x / Math.Log(u));
    }

    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    public static double StirlingRemainder(double x)
    {
        if (x < 10)
            return SpecialFunctions.GammaLn(x) - ((x - 0.5) * Math.Log(x)) + x - HalfLogTwoPi;
        var square = 1 / (x * x);
        return ((1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (square / 1188)) * square)) * square)) * square)) / x;
    }

    public static double StirlingSlope(double x)
    {
        if (x < 10)
            return SpecialFunctions.DiGamma(x) - Math.Log(x) + (0.5 / x);
        var square = 1 / (x * x);
        return (-(1.0 / 12) + (((3.0 / 360) - (((5.0 / 1260) - (((7.0 / 1680) - (9.0 / 1188 * square)) * square)) * square)) * square)) * square;
    }
}
