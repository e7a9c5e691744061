namespace Hiwae.Laws.Statistics;

/// <summary>Sums of the derivatives of a log-density by raw parameters, over draws: by each by itself, and by all of a kind together.</summary>
/// <param name="rows">The number of raw outputs.</param>
/// <param name="kinds">The raw parameters of one value.</param>
/// <param name="size">The number of values.</param>
internal sealed class Slopes(int rows, int kinds, int size)
{
    // Slopes that sum to zero leave rounding: of the largest sum of squares what counts as nothing.
    private const double Nothing = 1e-20;

    // Of the sum of squares the most that one draw may have: otherwise the standard error says nothing.
    private const double MostOfOne = 0.05;

    // Of a mean square the least part that has to be variance: slopes that are all alike are those of what is nearly certain, and what is not has not been drawn.
    private const double LeastVariance = 0.01;

    private readonly double[] sums = new double[kinds * (1 + (rows * size))];
    private readonly double[] squares = new double[kinds * (1 + (rows * size))];
    private readonly double[] largest = new double[kinds * (1 + (rows * size))];
    private long draws;

    /// <summary>The number of means.</summary>
    public int Count => sums.Length;

    /// <summary>Adds some draws.</summary>
    /// <param name="slopes">[draws, rows, kinds · size].</param>
    public void Add(Tensor slopes)
    {
        using var scope = NewDisposeScope();
        var count = slopes.shape[0];
        var together = slopes.view(count, rows, kinds, size).sum([1L, 3L]);
        var all = cat([together, slopes.view(count, -1)], 1);
        var square = all.square();
        var (sum, second, most) = (all.sum([0L]).data<double>().ToArray(), square.sum([0L]).data<double>().ToArray(), square.amax([0L]).data<double>().ToArray());
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += sum[i];
            squares[i] += second[i];
            largest[i] = Math.Max(largest[i], most[i]);
        }

        draws += count;
    }

    /// <summary>The largest distance of a mean from zero in standard errors, and the mean in words.</summary>
    public (double Distance, string? Detail) Worst()
    {
        var (distance, worst, least) = (0.0, -1, Nothing * squares.Max());
        for (var i = 0; i < sums.Length; i++)
        {
            if (squares[i] <= least || largest[i] > MostOfOne * squares[i] || Variance(i) < LeastVariance * squares[i])
                continue;
            var found = Math.Abs(sums[i]) / Error(i);
            if (found > distance)
                (distance, worst) = (found, i);
        }

        return (distance, worst < 0 ? null : FormattableString.Invariant(
            $"the log-density does not match the sampler: over draws, the mean of its derivative by {Name(worst)} is {sums[worst] / draws:g3} ± {Error(worst) / draws:g1}; it has to be 0"));
    }

    // Both of the sum.
    private double Error(int i) => Math.Sqrt(Variance(i));

    private double Variance(int i) => squares[i] - (sums[i] * sums[i] / draws);

    private string Name(int i) =>
        kinds == 1 ? "the raw parameter" : $"raw parameter {1 + (i < kinds ? i : (i - kinds) % (kinds * size) / size)} of {kinds}";
}
