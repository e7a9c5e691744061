using System.Text.Json.Serialization;
using Hiwae.Cli.Toys;

namespace Hiwae.Cli.Toy;

/// <summary>What <c>toy</c> is asked for.</summary>
/// <param name="Settings">How each training is done; the target, the model, K and the seed are those of a single one.</param>
/// <param name="Targets">The densities.</param>
/// <param name="Samples">K, one or several.</param>
/// <param name="Seeds">How many seeds, from the settings' on.</param>
/// <param name="Workers">How many trainings at a time.</param>
/// <param name="Folder">Where the results go; null for a new folder under <c>runs</c>.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record ToyRequest(
    ToySettings Settings, IReadOnlyList<string> Targets, IReadOnlyList<int> Samples, int Seeds, int Workers, string? Folder, bool Json)
{
    /// <summary>The trainings of some models: all seeds of a model, then the next model, then the next K, then the next target.</summary>
    /// <param name="models">The models.</param>
    public IReadOnlyList<ToySettings> Trainings(IReadOnlyList<ToyModel> models) =>
    [
        .. from target in Targets
           from samples in Samples
           from model in models
           from seed in Enumerable.Range(0, Seeds)
           select Settings with { Target = target, Samples = samples, Model = model, Seed = Settings.Seed + seed },
    ];
}

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

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ToyResult))]
[JsonSerializable(typeof(ToySeriesResult))]
internal sealed partial class ToyJson : JsonSerializerContext;
