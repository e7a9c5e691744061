using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Toys;

/// <summary>One training on a density of the plane and its measurements; a number that is not finite is null.</summary>
internal sealed record ToyRecord
{
    public required string Target { get; init; }

    public required string Structure { get; init; }

    public required string Weights { get; init; }

    public required string Gradient { get; init; }

    public required int Samples { get; init; }

    public required int Steps { get; init; }

    public required int Batch { get; init; }

    public required double LearningRate { get; init; }

    public required long Seed { get; init; }

    public required int Draws { get; init; }

    public required double LogNormaliser { get; init; }

    public required double? Bound { get; init; }

    public required double? Gap { get; init; }

    public required double? RelativeVariance { get; init; }

    public required double? MeanWeightCorrelation { get; init; }

    public required double? MeanLogWeightCorrelation { get; init; }

    public required double? EffectiveSampleSize { get; init; }

    public required double Seconds { get; init; }

    public static ToyRecord Of(ToyOutcome outcome, Session session) => new()
    {
        Target = outcome.Settings.Target,
        Structure = outcome.Settings.Model.Structure,
        Weights = ToyModels.Name(outcome.Settings.Model.Weights),
        Gradient = outcome.Settings.GradientName(session),
        Samples = outcome.Settings.Samples,
        Steps = outcome.Settings.Steps,
        Batch = outcome.Settings.Batch,
        LearningRate = outcome.Settings.LearningRate,
        Seed = outcome.Settings.Seed,
        Draws = outcome.Settings.Draws,
        LogNormaliser = outcome.Settings.Density.LogNormaliser,
        Bound = Numbers.Finite(outcome.Report.Bound),
        Gap = Numbers.Finite(outcome.Gap),
        RelativeVariance = Numbers.Finite(outcome.Report.RelativeVariance),
        MeanWeightCorrelation = Numbers.Finite(outcome.Report.MeanCorrelation),
        MeanLogWeightCorrelation = Numbers.Finite(outcome.Report.MeanLogCorrelation),
        EffectiveSampleSize = Numbers.Finite(outcome.Report.EffectiveSampleSize),
        Seconds = outcome.Seconds,
    };

    /// <summary>Whether it is the training that the settings ask for.</summary>
    public bool IsOf(ToySettings settings, Session session) =>
        (Target, Structure, Weights, Gradient) == (settings.Target, settings.Model.Structure, ToyModels.Name(settings.Model.Weights), settings.GradientName(session))
        && (Samples, Steps, Batch, LearningRate, Seed, Draws) == (settings.Samples, settings.Steps, settings.Batch, settings.LearningRate, settings.Seed, settings.Draws);
}

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

/// <summary>The median of numbers.</summary>
internal static class Median
{
    /// <summary>The median; between the two in the middle where their number is even.</summary>
    /// <param name="values">At least one.</param>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
