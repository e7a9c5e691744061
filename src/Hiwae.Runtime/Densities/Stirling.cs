namespace Hiwae;

/// <summary>
/// Logarithms of gamma functions in combinations that stay exact where the single ones are huge and cancel.
/// </summary>
/// <remarks>
/// All are built on δ(x) = log Γ(x) − (x − ½) log x + x − ½ log 2π, what Stirling's formula leaves over (NIST Digital Library of
/// Mathematical Functions, 5.11.1), which is small for large x.
/// </remarks>
internal static class Stirling
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    // From here on five terms of the series give δ to 2e-14.
    private const double Large = 10;

    /// <summary>log Γ(x + ½) − log Γ(x), x &gt; 0.</summary>
    public static Tensor HalfStep(Tensor x) =>
        (x * (0.5 / x).log1p()) + (x.log() * 0.5) - 0.5 + Remainder(x + 0.5) - Remainder(x);

    /// <summary>log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b).</summary>
    public static Tensor LogBeta(Tensor a, Tensor b)
    {
        var sum = a + b;
        return HalfLogTwoPi
            - (a * (b / a).log1p())
            - (b * (a / b).log1p())
            - ((a.log() + b.log() - sum.log()) * 0.5)
            + Remainder(a) + Remainder(b) - Remainder(sum);
    }

    private static Tensor Remainder(Tensor x)
    {
        // Each branch sees only arguments for which it and its gradient are finite.
        var (near, far) = (x.clamp_max(Large), x.clamp_min(Large));
        var direct = near.lgamma() - ((near - 0.5) * near.log()) + near - HalfLogTwoPi;
        var inverse = far.reciprocal();
        var square = inverse.square();
        var series = inverse * ((((((square * (1.0 / 1188)) - (1.0 / 1680)) * square) + (1.0 / 1260)) * square - (1.0 / 360)) * square + (1.0 / 12));
        return where(x < Large, direct, series);
    }
}
