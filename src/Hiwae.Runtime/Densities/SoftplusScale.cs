using Hiwae.Programs;

namespace Hiwae;

/// <summary>Positive parameters by way of log(1 + e^y).</summary>
internal static class SoftplusScale
{
    // Below this, log softplus(y) = y − e^y / 2 to the last digit of a double, and softplus itself may underflow.
    private const double Series = -16;

    /// <summary>The y with softplus(y) = value.</summary>
    public static double Inverse(double value) => Math.Log(Math.Exp(value) - 1);

    /// <summary>log softplus(y), finite with a finite gradient for every finite y.</summary>
    public static T Log<T>(T y) where T : IReal<T>
    {
        var series = T.Constant(Series);
        var small = T.Min(y, series);
        return T.IfLess(y, series, small - (T.Exp(small) * 0.5), T.Log(T.Softplus(T.Max(y, series))));
    }
}
