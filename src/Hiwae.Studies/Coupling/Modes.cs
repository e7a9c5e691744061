namespace Hiwae.Studies.Coupling;

/// <summary>Modes of p(z | what is seen) on a grid: hills, each with all points from which the steepest way up ends on it.</summary>
internal static class Modes
{
    /// <summary>The share of the mass that a hill needs to count.</summary>
    public const double Share = 0.02;

    /// <summary>The number of hills with at least <see cref="Share"/> of the mass.</summary>
    /// <param name="logJoint">log p(x, z) at the points of a grid, row after row, up to a constant.</param>
    /// <param name="side">Points of a row, and rows.</param>
    public static int Count(ReadOnlySpan<double> logJoint, int side)
    {
        var top = double.NegativeInfinity;
        foreach (var value in logJoint)
            top = Math.Max(top, value);
        var (up, order) = (new int[logJoint.Length], new int[logJoint.Length]);
        var heights = logJoint.ToArray();
        for (var i = 0; i < up.Length; i++)
            (up[i], order[i]) = (Highest(heights, i, side), i);

        // From below to above, each point hands its mass on.
        Array.Sort(heights.ToArray(), order);
        var mass = Array.ConvertAll(heights, value => Math.Exp(value - top));
        var total = mass.Sum();
        foreach (var i in order.Where(i => up[i] != i))
            mass[up[i]] += mass[i];
        return Enumerable.Range(0, up.Length).Count(i => up[i] == i && mass[i] >= Share * total);
    }

    /// <summary>The highest of a point and its eight neighbours.</summary>
    private static int Highest(double[] heights, int place, int side)
    {
        var (row, column, highest) = (place / side, place % side, place);
        for (var r = Math.Max(0, row - 1); r <= Math.Min(side - 1, row + 1); r++)
        {
            for (var c = Math.Max(0, column - 1); c <= Math.Min(side - 1, column + 1); c++)
            {
                if (heights[(r * side) + c] > heights[highest])
                    highest = (r * side) + c;
            }
        }

        return highest;
    }
}
