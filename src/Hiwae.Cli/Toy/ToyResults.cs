namespace Hiwae.Cli.Toy;

/// <summary>What <c>toy TARGET --json</c> prints.</summary>
/// <param name="Run">The training; null where it was interrupted.</param>
/// <param name="Picture">The picture's file; null where there is none.</param>
/// <param name="Interrupted">Whether the user stopped it.</param>
internal sealed record ToyResult(ToyRecord? Run, string? Picture, bool Interrupted);

/// <summary>What <c>toy --sweep --json</c> and <c>toy --compare --json</c> print.</summary>
/// <param name="Runs">Every training that was made, in order.</param>
/// <param name="Medians">Medians over seeds.</param>
/// <param name="Pictures">The pictures' files.</param>
/// <param name="Folder">Where they are, and the runs with them.</param>
/// <param name="Interrupted">Whether the user stopped it before its end.</param>
internal sealed record ToySeriesResult(
    IReadOnlyList<ToyRecord> Runs, IReadOnlyList<ToyMedian> Medians, IReadOnlyList<string> Pictures, string Folder, bool Interrupted);

/// <summary>Medians over the seeds of one target, structure, weighting and K.</summary>
internal sealed record ToyMedian(
    string Target,
    string Structure,
    string Weights,
    int Samples,
    int Seeds,
    double? Bound,
    double? Gap,
    double? WorstGap,
    double? RelativeVariance,
    double? MeanWeightCorrelation,
    double? MeanLogWeightCorrelation,
    double? EffectiveSampleSize)
{
    /// <summary>The medians of trainings that differ in their seeds alone.</summary>
    public static ToyMedian Of(IReadOnlyList<ToyRecord> runs) => new(
        runs[0].Target,
        runs[0].Structure,
        runs[0].Weights,
        runs[0].Samples,
        runs.Count,
        MedianOf(runs, run => run.Bound),
        MedianOf(runs, run => run.Gap),
        runs.All(run => run.Gap is not null) ? runs.Max(run => run.Gap) : null,
        MedianOf(runs, run => run.RelativeVariance),
        MedianOf(runs, run => run.MeanWeightCorrelation),
        MedianOf(runs, run => run.MeanLogWeightCorrelation),
        MedianOf(runs, run => run.EffectiveSampleSize));

    /// <summary>Null where one of the numbers is.</summary>
    private static double? MedianOf(IReadOnlyList<ToyRecord> runs, Func<ToyRecord, double?> number)
    {
        double[] known = [.. runs.Select(number).OfType<double>()];
        return known.Length < runs.Count ? null : Median.Of(known);
    }
}
