using Hiwae.Formulas;

namespace Hiwae;

/// <summary>
/// Independent negative binomial variables with mean μ and concentration r, Γ(k + r) / (Γ(r) k!) · (r/(r + μ))^r (μ/(r + μ))^k: Poisson variables whose rates are gamma variables of
/// mean μ and concentration r. The variance is μ + μ²/r; as r grows it is the Poisson variable of mean μ. Raw output: a block of log μ, then a block of log r, so that raw
/// zeros are the geometric variable of mean 1.
/// </summary>
[Density(Support.Count, parametersPerValue: 2, HasScale = true)]
public readonly struct NegativeBinomial : IFormula<NegativeBinomial>
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    /// <remarks>
    /// With n = k + 1, q = r + 1 and all gamma functions by Stirling's formula, so that they are of arguments from 1 on, Γ(k + r)/Γ(r) being Γ(k + q)/Γ(q) · r/(r + k):
    /// k A + r B + ½ log(1 + k/q) − log(1 + k/r) − ½ log n + 1 − ½ log 2π + δ(n + r) − δ(q) − δ(n), where A = log((n + r) μ / (n (r + μ))) and B = log((n + r) r / (q (r + μ))).
    /// Near the mean both are logarithms of ratios near one, A = log(1 + w (μ − n)/n) and B = log(1 + (w (k − μ) − (1 − w))/q) with w = r/(r + μ), and for large r the first three terms are
    /// those of the Poisson variable: nothing cancels there, in the value or in its derivatives.
    /// </remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>
    {
        var (mean, concentration, next) = (T.Exp(raw[0]), T.Exp(raw[1]), value + 1);
        var (whole, logNext) = (concentration + 1, T.Log(next));
        var meanOdds = T.Softplus(raw[0] - raw[1]); // log(1 + μ/r)
        var step = T.Softplus(-raw[1]); // log(q/r)
        var (share, rest) = (T.Exp(-meanOdds), T.Exp(-T.Softplus(raw[1] - raw[0]))); // w and 1 − w
        var common = T.Softplus(logNext - raw[1]) - meanOdds; // log((n + r)/(r + μ))

        var counts = value * Ratio.Log(raw[0] - logNext + common, (mean - next) / next * share);
        var direct = common - step; // B
        var distance = ((value - mean) * share) - rest;
        var root = T.Exp(T.Softplus(raw[1]) * 0.5); // √q: of a quotient by q itself a derivative may be below a 32-bit number on its way
        var excess = Ratio.IfNear(direct, distance / root / root, T.Constant(0));
        var failures = Ratio.IfNear(direct, distance * T.Exp(-step) * Ratio.Quotient(excess), concentration * direct);
        var (half, one) = (T.Constant(0.5), T.Constant(1));
        var first = T.IfLess(value, half, T.Constant(0), T.Softplus(T.Log(T.Max(value, one)) - raw[1])); // log(1 + k/r)
        return counts + failures + ((T.Log1P(value / whole) * 0.5) - first) - (logNext * 0.5) + (1 - HalfLogTwoPi)
            + (T.StirlingRemainder(next + concentration) - T.StirlingRemainder(whole)) - T.StirlingRemainder(next);
    }

    /// <inheritdoc/>
    /// <remarks>μ.</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Exp(raw[0]);

    /// <inheritdoc/>
    /// <remarks>0.</remarks>
    public static T Centre<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Constant(0);

    /// <inheritdoc/>
    /// <remarks>A Poisson variable of rate μ g/r with g a standard gamma variable of concentration r.</remarks>
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        var blocks = RawBlocks.Split(raw.detach().to_type(ScalarType.Float64), 2);
        var logRate = Concentration.LogGamma(blocks[1].exp(), noise, shape) - blocks[1] + blocks[0];
        return noise.Poisson(logRate.exp()).MoveToOuterDisposeScope();
    }
}
