namespace Hiwae.Laws.Statistics;

/// <summary>
/// A normalised density near that of some draws, independent of what they are said to have: piecewise constant between quantiles of the draws, on the line, or in log v or log(v / (1 − v)),
/// each value by itself; of discrete values their shares. It is zero in the tails and at rare values, so that its ratio to the draws' density stays bounded.
/// </summary>
internal sealed class Histogram
{
    // The share of a discrete value is trusted from so many draws on.
    private const int Least = 10;

    private static readonly double[] Places = [0.005, 0.02, .. Enumerable.Range(1, 19).Select(i => i * 0.05), 0.98, 0.995];

    private readonly Support support;

    private readonly double[] edges;

    private readonly double[] logDensities; // by bin

    private readonly Dictionary<double, double> logShares;

    private Histogram(Support support, double[] edges, double[] logDensities, Dictionary<double, double> logShares) =>
        (this.support, this.edges, this.logDensities, this.logShares) = (support, edges, logDensities, logShares);

    /// <summary>From draws of one value; null where they are too few different ones.</summary>
    public static Histogram? Of(Support support, double[] draws)
    {
        if (IsDiscrete(support))
        {
            var counts = draws.GroupBy(value => value).Where(group => group.Count() >= Least).ToDictionary(group => group.Key, group => (double)group.Count());
            var total = Math.Log(counts.Values.Sum());
            return counts.Count == 0 ? null : new(support, [], [], counts.ToDictionary(pair => pair.Key, pair => Math.Log(pair.Value) - total));
        }

        var sorted = draws.Select(value => Place(support, value)).Order().ToArray();
        var edges = Places.Select(place => sorted[(int)(place * (sorted.Length - 1))]).ToArray();
        if (edges.Any(edge => !double.IsFinite(edge)) || edges.Zip(edges.Skip(1)).Any(pair => !(pair.First < pair.Second)))
            return null;
        var inside = Math.Log(Places[^1] - Places[0]);
        double[] densities = [.. edges.Skip(1).Select((edge, i) => Math.Log(Places[i + 1] - Places[i]) - inside - Math.Log(edge - edges[i]))];
        return new(support, edges, densities, []);
    }

    /// <summary>The logarithm of the density at a value.</summary>
    public double LogDensity(double value)
    {
        if (IsDiscrete(support))
            return logShares.GetValueOrDefault(value, double.NegativeInfinity);
        var place = Place(support, value);
        if (!(place >= edges[0] && place < edges[^1]))
            return double.NegativeInfinity;
        var found = Array.BinarySearch(edges, place);
        return logDensities[found >= 0 ? found : ~found - 1] + LogSlope(support, value);
    }

    private static bool IsDiscrete(Support support) => support is Support.Binary or Support.OneHot or Support.EightBit or Support.Count;

    private static double Place(Support support, double value) => support switch
    {
        Support.Positive => Math.Log(value),
        Support.UnitInterval => Math.Log(value) - double.LogP1(-value),
        _ => value,
    };

    // The logarithm of a place's derivative by the value.
    private static double LogSlope(Support support, double value) => support switch
    {
        Support.Positive => -Math.Log(value),
        Support.UnitInterval => -Math.Log(value) - double.LogP1(-value),
        _ => 0,
    };
}
