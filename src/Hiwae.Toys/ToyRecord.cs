using System.Text.Json.Serialization;
using Hiwae.Reports;

namespace Hiwae.Toys;

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

    /// <summary>The least that <see cref="MeanWeightCorrelation"/> could be; null in records of before it was measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? WeightCorrelationFloor { get; init; }

    /// <summary>What the dependence of the terms gives to the bound, in nats; null where they are independent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CouplingGain { get; init; }

    /// <summary>The most that it could for terms with the same distributions; for more than two the best that was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CouplingCeiling { get; init; }

    public required double? EffectiveSampleSize { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Whether all its numbers are finite; a file may have others.</summary>
    [JsonIgnore]
    public bool IsFinite => new[] { LearningRate, LogNormaliser, Seconds, Bound, Gap, RelativeVariance, MeanWeightCorrelation, MeanLogWeightCorrelation, WeightCorrelationFloor, CouplingGain, CouplingCeiling, EffectiveSampleSize }
        .All(number => number is null || double.IsFinite(number.Value));

    public static ToyRecord Of(ToyOutcome outcome, ToyCatalogue catalogue) => new()
    {
        Target = outcome.Settings.Target,
        Structure = outcome.Settings.Model.Structure,
        Weights = ToyModels.Name(outcome.Settings.Model.Weights),
        Gradient = outcome.Settings.GradientName(catalogue),
        Samples = outcome.Settings.Samples,
        Steps = outcome.Settings.Steps,
        Batch = outcome.Settings.Batch,
        LearningRate = outcome.Settings.LearningRate,
        Seed = outcome.Settings.Seed,
        Draws = outcome.Settings.Draws,
        LogNormaliser = outcome.Settings.Density.LogNormaliser,
        Bound = Finite(outcome.Report.Bound),
        Gap = Finite(outcome.Gap),
        RelativeVariance = Finite(outcome.Report.RelativeVariance),
        MeanWeightCorrelation = Finite(outcome.Report.MeanCorrelation),
        MeanLogWeightCorrelation = Finite(outcome.Report.MeanLogCorrelation),
        WeightCorrelationFloor = Finite(outcome.Report.CorrelationFloor),
        CouplingGain = Finite(outcome.Report.CouplingGain),
        CouplingCeiling = Finite(outcome.Report.CouplingCeiling),
        EffectiveSampleSize = Finite(outcome.Report.EffectiveSampleSize),
        Seconds = outcome.Seconds,
    };

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <summary>Whether it is the training that the settings ask for.</summary>
    public bool IsOf(ToySettings settings, ToyCatalogue catalogue) =>
        (Target, Structure, Weights, Gradient) == (settings.Target, settings.Model.Structure, ToyModels.Name(settings.Model.Weights), settings.GradientName(catalogue))
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
    double? WeightCorrelationFloor,
    double? CouplingGain,
    double? CouplingCeiling,
    double? EffectiveSampleSize)
{
    /// <summary>The median of numbers.</summary>
    public static double Of(IEnumerable<double> numbers) => Statistics.Median(numbers);

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
        MedianOf(runs, run => run.WeightCorrelationFloor),
        MedianOf(runs, run => run.CouplingGain),
        MedianOf(runs, run => run.CouplingCeiling),
        MedianOf(runs, run => run.EffectiveSampleSize));

    /// <summary>Null where one of the numbers is.</summary>
    private static double? MedianOf(IReadOnlyList<ToyRecord> runs, Func<ToyRecord, double?> number)
    {
        double[] known = [.. runs.Select(number).OfType<double>()];
        return known.Length < runs.Count ? null : Statistics.Median(known);
    }
}
