namespace Hiwae.Formulas;

/// <summary>
/// Logarithms of gamma functions in combinations that stay exact where the single ones are huge and cancel: all are built on
/// <see cref="IReal{TSelf}.StirlingRemainder"/>, which is small for large arguments.
/// </summary>
public static class Stirling
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>log Γ(x), x &gt; 0.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="x">x.</param>
    public static T LogGamma<T>(T x) where T : IReal<T> => ((x - 0.5) * T.Log(x)) - x + HalfLogTwoPi + T.StirlingRemainder(x);

    /// <summary>log Γ(x + ½) − log Γ(x), x &gt; 0.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="x">x.</param>
    public static T HalfStep<T>(T x) where T : IReal<T> =>
        (x * T.Log1P(0.5 / x)) + (T.Log(x) * 0.5) - 0.5 + T.StirlingRemainder(x + 0.5) - T.StirlingRemainder(x);

    /// <summary>log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), a &gt; 0, b &gt; 0.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="a">a.</param>
    /// <param name="b">b.</param>
    public static T LogBeta<T>(T a, T b) where T : IReal<T>
    {
        var sum = a + b;
        return HalfLogTwoPi
            - (a * T.Log1P(b / a))
            - (b * T.Log1P(a / b))
            - ((T.Log(a) + T.Log(b) - T.Log(sum)) * 0.5)
            + T.StirlingRemainder(a) + T.StirlingRemainder(b) - T.StirlingRemainder(sum);
    }
}
