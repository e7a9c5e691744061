namespace Hiwae.Reports;

/// <summary>The behaviour of the estimator ŵ for one datum, over repeated draws. Weights are divided by the largest first, so that nothing overflows.</summary>
public sealed record DatumReport
{
    /// <summary>Correlations are those of the first so many proposals where there are more: a table of all pairs grows with K².</summary>
    public const int MostCompared = 256;

    private DatumReport()
    {
    }

    /// <summary>log ŵ of each draw, in nats.</summary>
    public required ImmutableArray<double> LogEstimates { get; init; }

    /// <summary>The largest ω_j of each draw.</summary>
    public required ImmutableArray<double> LargestWeights { get; init; }

    /// <summary>1 / Σ_j ω_j², the mean over draws.</summary>
    public required double EffectiveSampleSize { get; init; }

    /// <summary>The relative variance of ŵ and its parts.</summary>
    public required VarianceParts Variance { get; init; }

    /// <summary>The correlations of π_i w_i and π_j w_j, [samples, samples] of at most <see cref="MostCompared"/>; not a number where one does not vary.</summary>
    public required double[,] Correlations { get; init; }

    /// <summary>The correlations of their logarithms.</summary>
    public required double[,] LogCorrelations { get; init; }

    /// <summary>The least that the mean of the correlations over pairs can be, because weights are not negative: −1/R for terms of one mean and relative variance R. NaN for K = 1.</summary>
    public required double CorrelationFloor { get; init; }

    /// <summary>
    /// L_K less what it would be if the same terms were drawn independently, in nats: what the coupling gives to the bound. NaN for K = 1, and where the model draws them independently, so that it is zero and
    /// there is nothing to estimate.
    /// </summary>
    public required double CouplingGain { get; init; }

    /// <summary>
    /// The most that <see cref="CouplingGain"/> could be for terms with these distributions, of counter-monotone draws, for K = 2; for more the best that is found, of rearranged draws, and at most that.
    /// </summary>
    public required double CouplingCeiling { get; init; }

    /// <summary>k̂ of ŵ, see <see cref="ParetoTail.Shape"/>.</summary>
    public required double ParetoShape { get; init; }

    /// <summary>For each of <see cref="BoundSweeps.Alphas"/>, the mean over draws of the logarithm of the weights' power mean.</summary>
    public required ImmutableArray<MeanOfDraws> PowerMeans { get; init; }

    /// <summary>The mean over draws of log ŵ with the first 1, 2, … samples of each, see <see cref="BoundSweeps.BySamples"/>.</summary>
    public required ImmutableArray<MeanOfDraws> FirstSamples { get; init; }

    /// <summary>The report on the terms of repeated draws.</summary>
    /// <param name="logTerms">log(π_j w_j) in nats, [repeats, samples].</param>
    /// <exception cref="ArgumentException">Fewer than two repeats.</exception>
    public static DatumReport Of(double[,] logTerms) => Of(logTerms, areIndependent: false, logMixture: null);

    /// <summary>The same with what a model says of them.</summary>
    /// <param name="logTerms">log(π_j w_j) in nats, [repeats, samples].</param>
    /// <param name="areIndependent">Whether the terms of a draw have nothing random in common.</param>
    /// <param name="logMixture">log π_j of weights that are numbers and not all alike, [samples]; else null.</param>
    /// <exception cref="ArgumentException">Fewer than two repeats.</exception>
    internal static DatumReport Of(double[,] logTerms, bool areIndependent, double[]? logMixture)
    {
        var (repeats, samples) = (logTerms.GetLength(0), logTerms.GetLength(1));
        CheckRepeats(repeats);
        var highest = Highest(logTerms);
        var (logEstimates, largest, sizes) = (new double[repeats], new double[repeats], new double[repeats]);
        var sums = new double[repeats];
        var row = new double[samples];
        for (var r = 0; r < repeats; r++)
        {
            for (var j = 0; j < samples; j++)
            {
                row[j] = logTerms[r, j];
                sums[r] += Math.Exp(row[j] - highest);
            }

            logEstimates[r] = LogNumbers.LogSumExp(row);
            double[] weights = Array.ConvertAll(row, value => Math.Exp(value - logEstimates[r]));
            largest[r] = weights.Max();
            sizes[r] = 1 / weights.Sum(weight => weight * weight);
        }

        var compared = First(logTerms);
        var scaled = EachByItsLargest(compared);
        var (gain, ceiling) = CouplingLimits.Gains(logTerms);
        return new()
        {
            LogEstimates = [.. logEstimates],
            LargestWeights = [.. largest],
            EffectiveSampleSize = Statistics.Mean(sizes),
            Variance = Parts(logTerms, highest, sums),
            Correlations = Covariance.Correlation(Covariance.Of(scaled)),
            LogCorrelations = Covariance.Correlation(Covariance.Of(compared)),
            CorrelationFloor = CouplingLimits.Floor(scaled),
            CouplingGain = areIndependent ? double.NaN : gain,
            CouplingCeiling = ceiling,
            ParetoShape = ParetoTail.Shape(logEstimates),
            PowerMeans = BoundSweeps.PowerMeans(logTerms, logMixture),
            FirstSamples = BoundSweeps.FirstSamples(logTerms),
        };
    }

    /// <summary>The number of repeats itself where a variance can be made of them.</summary>
    /// <exception cref="ArgumentException">Fewer than two.</exception>
    public static int CheckRepeats(int repeats) => repeats >= 2
        ? repeats
        : throw new ArgumentException($"The number of repeats is {repeats}; a variance needs at least 2.", nameof(repeats));

    /// <summary>Correlations have no scale: a proposal whose terms are hundreds of nats below the others' has them too.</summary>
    private static double[,] EachByItsLargest(double[,] logTerms)
    {
        var terms = new double[logTerms.GetLength(0), logTerms.GetLength(1)];
        for (var j = 0; j < terms.GetLength(1); j++)
        {
            var highest = double.NegativeInfinity;
            for (var r = 0; r < terms.GetLength(0); r++)
                highest = Math.Max(highest, logTerms[r, j]);
            for (var r = 0; r < terms.GetLength(0); r++)
                terms[r, j] = Math.Exp(logTerms[r, j] - highest);
        }

        return terms;
    }

    private static double Highest(double[,] logTerms)
    {
        var highest = double.NegativeInfinity;
        foreach (var value in logTerms)
            highest = Math.Max(highest, value);
        return highest;
    }

    /// <summary>The columns of the proposals that are compared.</summary>
    private static double[,] First(double[,] logTerms)
    {
        if (logTerms.GetLength(1) <= MostCompared)
            return logTerms;
        var first = new double[logTerms.GetLength(0), MostCompared];
        for (var r = 0; r < first.GetLength(0); r++)
        {
            for (var j = 0; j < MostCompared; j++)
                first[r, j] = logTerms[r, j];
        }

        return first;
    }

    /// <summary>The variance of the sum, and that of each term: what one is more than the others together is due to their dependence.</summary>
    private static VarianceParts Parts(double[,] logTerms, double highest, double[] sums)
    {
        var (own, mean) = (0.0, sums.Average());
        var column = new double[sums.Length];
        for (var j = 0; j < logTerms.GetLength(1); j++)
        {
            for (var r = 0; r < column.Length; r++)
                column[r] = Math.Exp(logTerms[r, j] - highest);
            own += Statistics.Variance(column);
        }

        var whole = Statistics.Variance(sums);
        return new(own / (mean * mean), (whole - own) / (mean * mean));
    }
}
