using Hiwae.Formulas;

namespace Hiwae;

/// <summary>Logarithms of ratios of positive numbers, exact near one.</summary>
internal static class Ratio
{
    // Up to here a ratio is near one.
    private const double Near = 1;

    // Below this log(1 + x) / x is its series, of which nine terms leave 2e-12.
    private const double SmallForQuotient = 1.0 / 16;

    /// <summary>log(a/b).</summary>
    /// <remarks>Of a ratio near one the logarithms of a and b have lost the digits in which it differs from one, a − b has not.</remarks>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="direct">log a − log b.</param>
    /// <param name="excess">(a − b)/b; any finite number where the ratio is not near one.</param>
    public static T Log<T>(T direct, T excess) where T : IReal<T> => IfNear(direct, T.Log1P(IfNear(direct, excess, T.Constant(0))), direct);

    /// <summary>One number where a ratio is near one, another elsewhere.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="logarithm">The ratio's logarithm.</param>
    /// <param name="near">What it is near one.</param>
    /// <param name="far">What it is elsewhere.</param>
    public static T IfNear<T>(T logarithm, T near, T far) where T : IReal<T> => T.IfLess(T.Abs(logarithm), T.Constant(Near), near, far);

    /// <summary>log(1 + x) / x for x &gt; −1, and 1 at 0; so is its derivative exact near 0.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="x">x.</param>
    public static T Quotient<T>(T x) where T : IReal<T>
    {
        var (near, far) = (IfSmall(x, x, T.Constant(0)), IfSmall(x, T.Constant(1), x));
        var series = T.Constant(1.0 / 9);
        for (var n = 8; n >= 1; n--)
            series = (1.0 / n) - (near * series);
        return IfSmall(x, series, T.Log1P(far) / far);
    }

    private static T IfSmall<T>(T x, T small, T elsewhere) where T : IReal<T> => T.IfLess(T.Abs(x), T.Constant(SmallForQuotient), small, elsewhere);
}
