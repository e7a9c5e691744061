namespace Hiwae.Reports;

/// <summary>
/// How far the logarithm of a mean of draws of ŵ stays below log p(x) because no draw reached where p(x, z) has its mass. Where log ŵ is normal with
/// variance σ², the largest of S draws is near E log ŵ + σ √(2 log S), and the mean is less than its expectation by the factor exp(−(σ − √(2 log S))² / 2) as soon as σ is beyond √(2 log S)
/// (the random energy model: Derrida, <i>Physical Review B</i> 24, 1981; the number of draws that importance sampling needs: Chatterjee and Diaconis,
/// <i>Annals of Applied Probability</i> 28, 2018). A measure of size, not a correction: log ŵ is seldom quite normal.
/// </summary>
public static class Shortfall
{
    /// <summary>(σ − √(2 log S))² / 2 in nats; 0 where σ is less than √(2 log S).</summary>
    /// <param name="variance">Var(log ŵ) over draws for the same datum, in nats². NaN gives NaN.</param>
    /// <param name="draws">S, the number of draws of ŵ whose mean is taken, at least 1.</param>
    /// <exception cref="ArgumentException">There are no draws.</exception>
    public static double OfNormal(double variance, long draws)
    {
        if (draws < 1)
            throw new ArgumentException($"The number of draws is {draws}; a mean needs at least 1.", nameof(draws));
        var beyond = Math.Sqrt(variance) - Math.Sqrt(2 * Math.Log(draws));
        return double.IsNaN(beyond) ? double.NaN : beyond <= 0 ? 0 : beyond * beyond / 2;
    }

    /// <summary>The mean over data, each with its own Var(log ŵ), in nats; a datum whose log ŵ is not finite is left out.</summary>
    /// <param name="data">Draws for each datum.</param>
    /// <param name="draws">S, the number of draws of ŵ whose mean is taken.</param>
    public static double Of(IReadOnlyList<DatumReport> data, long draws) =>
        Statistics.Mean(data.Select(datum => OfNormal(Statistics.Variance(datum.LogEstimates), draws)));
}
