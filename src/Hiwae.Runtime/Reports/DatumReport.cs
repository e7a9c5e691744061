namespace Hiwae.Reports;

/// <summary>The behaviour of the estimator ŵ for one datum, over repeated draws. Weights are divided by the largest first, so that nothing overflows.</summary>
public sealed record DatumReport
{
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

    /// <summary>The correlations of π_i w_i and π_j w_j, [samples, samples]; not a number where one does not vary.</summary>
    public required double[,] Correlations { get; init; }

    /// <summary>The correlations of their logarithms.</summary>
    public required double[,] LogCorrelations { get; init; }

    /// <summary>k̂ of ŵ, see <see cref="ParetoTail.Shape"/>.</summary>
    public required double ParetoShape { get; init; }

    /// <summary>The report on the terms of repeated draws.</summary>
    /// <param name="logTerms">log(π_j w_j) in nats, [repeats, samples].</param>
    /// <exception cref="ArgumentException">Fewer than two repeats.</exception>
    public static DatumReport Of(double[,] logTerms)
    {
        var (repeats, samples) = (logTerms.GetLength(0), logTerms.GetLength(1));
        CheckRepeats(repeats);
        var highest = logTerms.Cast<double>().Max();
        var terms = new double[repeats, samples];
        var (logEstimates, largest, sizes) = (new double[repeats], new double[repeats], new double[repeats]);
        var mean = 0.0;
        var row = new double[samples];
        for (var r = 0; r < repeats; r++)
        {
            for (var j = 0; j < samples; j++)
            {
                row[j] = logTerms[r, j];
                terms[r, j] = Math.Exp(row[j] - highest);
                mean += terms[r, j] / repeats;
            }

            logEstimates[r] = LogNumbers.LogSumExp(row);
            double[] weights = Array.ConvertAll(row, value => Math.Exp(value - logEstimates[r]));
            largest[r] = weights.Max();
            sizes[r] = 1 / weights.Sum(weight => weight * weight);
        }

        var covariance = Covariance.Of(terms);
        return new()
        {
            LogEstimates = [.. logEstimates],
            LargestWeights = [.. largest],
            EffectiveSampleSize = Statistics.Mean(sizes),
            Variance = Parts(covariance, mean),
            Correlations = Covariance.Correlation(Covariance.Of(EachByItsLargest(logTerms))),
            LogCorrelations = Covariance.Correlation(Covariance.Of(logTerms)),
            ParetoShape = ParetoTail.Shape(logEstimates),
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

    private static VarianceParts Parts(double[,] covariance, double mean)
    {
        var (own, all) = (0.0, covariance.Cast<double>().Sum());
        for (var j = 0; j < covariance.GetLength(0); j++)
            own += covariance[j, j];
        return new(own / (mean * mean), (all - own) / (mean * mean));
    }
}
