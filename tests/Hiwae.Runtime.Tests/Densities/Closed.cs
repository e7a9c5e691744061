using MathNet.Numerics;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Closed forms in plain numbers, by other formulas than the densities' own where there are several.</summary>
internal static class Closed
{
    /// <summary>log(1 + x), to the last digit also for tiny x.</summary>
    public static double Log1P(double x) => Math.Abs(x) < 0.5 ? 2 * Math.Atanh(x / (2 + x)) : Math.Log(1 + x);

    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    public static double Bernoulli(double logit, double value) => value > 0.5 ? -Softplus(-logit) : -Softplus(logit);

    public static double Logistic(double location, double logScale, double value) =>
        -logScale - (2 * (Math.Log(2) + LogCosh((value - location) * Math.Exp(-logScale) / 2)));

    /// <summary>sigmoid(m + w) − sigmoid(m − w) = sinh w / (cosh w + cosh m).</summary>
    public static double DiscretizedLogistic(double location, double logScale, double value)
    {
        var (middle, half) = ((value - location) * Math.Exp(-logScale), Math.Exp(-logScale) / 510);
        if (value == 0)
            return -Softplus(-(middle + half));
        if (value == 1)
            return -Softplus(middle - half);
        var (larger, smaller) = (Math.Max(LogCosh(half), LogCosh(middle)), Math.Min(LogCosh(half), LogCosh(middle)));
        return LogSinh(half) - larger - Log1P(Math.Exp(smaller - larger));
    }

    public static double Categorical(double[] logits, int place) => logits[place] - logits.Max() - Math.Log(logits.Sum(logit => Math.Exp(logit - logits.Max())));

    /// <summary>The normaliser as it is given for the probability λ: 2 artanh(1 − 2λ) / (1 − 2λ).</summary>
    public static double ContinuousBernoulli(double logit, double value) =>
        (value * logit) - Softplus(logit) + (logit == 0 ? Math.Log(2) : Math.Log(logit / Math.Tanh(logit / 2)));

    public static double StudentT(double location, double logScale, double freedom, double value)
    {
        var standardised = (value - location) * Math.Exp(-logScale);
        return SpecialFunctions.GammaLn((freedom + 1) / 2) - SpecialFunctions.GammaLn(freedom / 2) - (0.5 * Math.Log(Math.PI * freedom)) - logScale
            - ((freedom + 1) / 2 * Log1P(standardised * standardised / freedom));
    }

    /// <summary>log C(k + r − 1, k) + r log(r/(r + μ)) + k log(μ/(r + μ)); the coefficient as a product where there are few factors.</summary>
    public static double NegativeBinomial(double logMean, double logConcentration, double value)
    {
        var concentration = Math.Exp(logConcentration);
        var coefficient = value < 100
            ? Enumerable.Range(0, (int)value).Sum(j => Math.Log(concentration + j)) - SpecialFunctions.FactorialLn((int)value)
            : SpecialFunctions.GammaLn(value + concentration) - SpecialFunctions.GammaLn(concentration) - SpecialFunctions.GammaLn(value + 1);
        return coefficient - (concentration * Softplus(logMean - logConcentration)) - (value * Softplus(logConcentration - logMean));
    }

    public static double ZeroInflated(double logit, double logProbability, double value) =>
        value > 0 ? logProbability - Softplus(logit) : logProbability - Softplus(logit) is var own && -Softplus(-logit) is var structural
            ? Math.Max(own, structural) + Log1P(Math.Exp(-Math.Abs(own - structural)))
            : 0;

    private static double LogCosh(double x) => Math.Abs(x) - Math.Log(2) + Log1P(Math.Exp(-2 * Math.Abs(x)));

    private static double LogSinh(double x) => x < 1 ? Math.Log(Math.Sinh(x)) : x - Math.Log(2) + Log1P(-Math.Exp(-2 * x));
}
