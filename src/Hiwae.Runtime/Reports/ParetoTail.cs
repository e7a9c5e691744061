namespace Hiwae.Reports;

/// <summary>
/// Fits a generalised Pareto law to the largest importance ratios. Its shape k says how many moments they have: those below 1/k. Below 0.5 the variance
/// is finite; above 0.7 means of so many ratios are not to be relied on (Vehtari, Simpson, Gelman, Yao and Gabry, <i>Pareto smoothed importance sampling</i>, 2024).
/// </summary>
public static class ParetoTail
{
    /// <summary>Above this the estimate is not to be relied on.</summary>
    public const double Unreliable = 0.7;

    /// <summary>The fewest exceedances that a shape is fitted to.</summary>
    public const int FewestExceedances = 5;

    // What is this far below the largest ratio weighs nothing; as a number it must stay above zero.
    private const double Least = 1e-280;

    /// <summary>
    /// k̂ of independent ratios, fitted to the largest of them: a fifth, and not more than 3√S of S. Not a number where these are fewer than five or do not differ.
    /// </summary>
    /// <param name="logRatios">Logarithms of the ratios; a common factor does not matter. −∞ is a ratio of zero.</param>
    public static double Shape(IEnumerable<double> logRatios)
    {
        double[] sorted = [.. logRatios.Where(value => !double.IsNaN(value)).Order()];
        var tail = (int)Math.Ceiling(Math.Min(0.2 * sorted.Length, 3 * Math.Sqrt(sorted.Length)));
        if (tail < FewestExceedances || !double.IsFinite(sorted[^1]))
            return double.NaN;
        var largest = sorted[^1];
        var threshold = Math.Exp(sorted[^(tail + 1)] - largest);
        return Fit([.. sorted[^tail..].Select(value => Math.Exp(value - largest) - threshold)]).Shape;
    }

    /// <summary>
    /// The generalised Pareto law of exceedances over a threshold, density (1/σ)(1 + kx/σ)^(−1/k − 1), by the empirical Bayes estimate of Zhang and
    /// Stephens (<i>Technometrics</i> 51, 2009); k is drawn towards 0.5 as if by ten more exceedances, as Vehtari et al. do.
    /// </summary>
    /// <param name="exceedances">In ascending order, none negative.</param>
    /// <returns>k and σ; not numbers where the exceedances are fewer than five or do not differ.</returns>
    public static (double Shape, double Scale) Fit(IReadOnlyList<double> exceedances)
    {
        const int PriorWeight = 10;
        const double PriorShape = 0.5;
        const int PriorSpread = 3;
        var count = exceedances.Count;
        if (count < FewestExceedances || exceedances[^1] - exceedances[0] <= 1e-12 * exceedances[^1])
            return (double.NaN, double.NaN);
        double[] values = Array.ConvertAll([.. exceedances], value => Math.Max(value, Least));
        var grid = 30 + (int)Math.Sqrt(count);
        var quartile = values[(int)((count / 4.0) + 0.5) - 1];

        // θ = −k/σ on a grid about its prior guess; each with the likelihood of its best k.
        double[] thetas =
        [
            .. Enumerable.Range(1, grid).Select(j =>
                (1 / values[^1]) + ((1 - Math.Sqrt(grid / (j - 0.5))) / (PriorSpread * quartile))),
        ];
        double[] logLikelihoods = Array.ConvertAll(thetas, theta =>
        {
            var shape = ShapeAt(values, theta);
            return count * (Math.Log(-theta / shape) - shape - 1);
        });
        var all = LogNumbers.LogSumExp(logLikelihoods);
        var mean = thetas.Zip(logLikelihoods).Sum(pair => pair.First * Math.Exp(pair.Second - all));
        var fitted = ShapeAt(values, mean);
        return (((count * fitted) + (PriorWeight * PriorShape)) / (count + PriorWeight), -fitted / mean);
    }

    private static double ShapeAt(double[] values, double theta) => values.Average(value => double.LogP1(-theta * value));
}
