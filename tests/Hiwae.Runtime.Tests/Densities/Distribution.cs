using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>A distribution function from the masses on a grid.</summary>
internal sealed class Distribution
{
    private readonly double[] places;
    private readonly double[] cumulative;
    private readonly bool discrete;

    /// <param name="places">Ascending.</param>
    /// <param name="masses">Of each place.</param>
    /// <param name="discrete">Whether there is nothing between the places.</param>
    public Distribution(double[] places, double[] masses, bool discrete)
    {
        (this.places, this.discrete, cumulative) = (places, discrete, new double[places.Length]);
        var below = 0.0;
        for (var i = 0; i < places.Length; i++)
        {
            // A point of an integral has half of its mass on either side.
            cumulative[i] = below + (discrete ? masses[i] : masses[i] / 2);
            below += masses[i];
        }
    }

    /// <summary>
    /// The largest distance between the distribution function of draws and that of a mixture. By the inequality of Dvoretzky, Kiefer and
    /// Wolfowitz, with Massart's constant, it exceeds √(log(2/α) / 2n) with probability at most α = 1e-6, whatever the
    /// distribution; grids err by less than 1e-4.
    /// </summary>
    public static Verdict Fits(double[] draws, params (double Weight, Distribution Part)[] mixture)
    {
        var sorted = draws.Order().ToArray();
        var (distance, count) = (0.0, 0);
        foreach (var place in mixture.SelectMany(m => m.Part.places).Distinct().Order())
        {
            // Levels that were computed in two ways may differ in the last digit.
            while (count < sorted.Length && sorted[count] <= place + (mixture[0].Part.discrete ? 1e-9 : 0))
                count++;
            var difference = Math.Abs(mixture.Sum(m => m.Weight * m.Part.UpTo(place)) - ((double)count / sorted.Length));
            distance = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(distance, difference);
        }

        return new(distance, Math.Sqrt(Math.Log(2e6) / (2 * sorted.Length)) + 1e-4);
    }

    private double UpTo(double value)
    {
        var found = Array.BinarySearch(places, value);
        if (found >= 0)
            return cumulative[found];
        var next = ~found;
        if (next == 0)
            return 0;
        if (discrete || next == places.Length)
            return cumulative[next - 1];
        var share = (value - places[next - 1]) / (places[next] - places[next - 1]);
        return cumulative[next - 1] + (share * (cumulative[next] - cumulative[next - 1]));
    }
}
