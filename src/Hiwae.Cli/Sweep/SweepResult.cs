using System.Text.Json.Serialization;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Sweep;

/// <summary>What became of a run.</summary>
/// <param name="Item">The run.</param>
/// <param name="Record">Its record; null where there is none.</param>
/// <param name="Failure">The last line of one that failed; null where it did not.</param>
internal sealed record SweepOutcome(SweepItem Item, RunRecord? Record, string? Failure)
{
    /// <summary>Whether it is complete and tested.</summary>
    public bool IsDone => Failure is null && Record is { Status: RunStatus.Completed, Metrics.TestNll: not null };

    /// <summary>In a word.</summary>
    public string Status => Failure is not null ? "failed" : IsDone ? "done" : Record is null ? "not begun" : "stopped";

    public static SweepOutcome Of(SweepItem item, RunRecord? record, string? failure) => new(item, record, failure);
}

/// <summary>The runs of a combination, which differ in their seeds: means over those that are done, and how far these differ.</summary>
/// <param name="Model">The model.</param>
/// <param name="Values">The values that the sweep sets.</param>
/// <param name="Runs">The number of runs that are done.</param>
/// <param name="ValidationBound">The mean bound on validation images, in nats; null where none is done.</param>
/// <param name="ValidationBoundDeviation">The standard deviation over seeds; null for fewer than two.</param>
/// <param name="TestBound">The mean bound on test images.</param>
/// <param name="TestNll">The mean negative log-likelihood of test images.</param>
/// <param name="TestNllDeviation">Its standard deviation over seeds.</param>
/// <param name="Seconds">The mean time of training.</param>
internal sealed record SweepGroup(
    string Model,
    IReadOnlyList<string> Values,
    int Runs,
    double? ValidationBound,
    double? ValidationBoundDeviation,
    double? TestBound,
    double? TestNll,
    double? TestNllDeviation,
    double? Seconds)
{
    /// <summary>A group for each combination, the best bound on validation images first.</summary>
    public static IReadOnlyList<SweepGroup> Of(SweepPlan plan, IReadOnlyList<SweepOutcome> outcomes) =>
    [
        .. outcomes.GroupBy(outcome => (outcome.Item.Model, Values: string.Join('\n', outcome.Item.Values))).Select(same =>
        {
            RunMetrics[] metrics = [.. same.Where(outcome => outcome.IsDone).Select(outcome => outcome.Record!.Metrics)];
            (double? Mean, double? Deviation) Over(Func<RunMetrics, double?> number) => Moments([.. metrics.Select(number).OfType<double>()]);
            var (validation, nll) = (Over(m => m.ValidationBound), Over(m => m.TestNll));
            return new SweepGroup(
                same.Key.Model, same.First().Item.Values, metrics.Length, validation.Mean, validation.Deviation, Over(m => m.TestBound).Mean, nll.Mean, nll.Deviation, Over(m => m.Seconds).Mean);
        }).OrderByDescending(group => group.ValidationBound ?? double.NegativeInfinity),
    ];

    private static (double? Mean, double? Deviation) Moments(IReadOnlyList<double> numbers)
    {
        if (numbers.Count == 0)
            return (null, null);
        var mean = numbers.Average();
        return (mean, numbers.Count < 2 ? null : Numbers.Finite(Math.Sqrt(numbers.Sum(x => (x - mean) * (x - mean)) / (numbers.Count - 1))));
    }
}

/// <summary>A run in the result of <c>sweep --json</c>.</summary>
internal sealed record SweepRunResult(
    string Run,
    string Model,
    IReadOnlyDictionary<string, string> Set,
    long Seed,
    string Status,
    string? Failure,
    int? Epochs,
    int? KeptEpoch,
    double? TrainingBound,
    double? ValidationBound,
    double? TestBound,
    double? TestNll,
    double? TestNllStandardError,
    double? Seconds);

/// <summary>A combination in the result of <c>sweep --json</c>.</summary>
internal sealed record SweepGroupResult(
    string Model,
    IReadOnlyDictionary<string, string> Set,
    int Runs,
    double? ValidationBound,
    double? ValidationBoundDeviation,
    double? TestBound,
    double? TestNll,
    double? TestNllDeviation,
    double? Seconds);

/// <summary>The result of <c>sweep --json</c>.</summary>
internal sealed record SweepResult(string Out, bool Interrupted, IReadOnlyList<SweepGroupResult> Groups, IReadOnlyList<SweepRunResult> Runs)
{
    public static SweepResult Of(string folder, SweepPlan plan, IReadOnlyList<SweepOutcome> outcomes, IReadOnlyList<SweepGroup> groups, bool isInterrupted)
    {
        Dictionary<string, string> Set(IReadOnlyList<string> values) => plan.Axes.Zip(values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return new(
            folder,
            isInterrupted,
            [.. groups.Select(g => new SweepGroupResult(g.Model, Set(g.Values), g.Runs, g.ValidationBound, g.ValidationBoundDeviation, g.TestBound, g.TestNll, g.TestNllDeviation, g.Seconds))],
            [
                .. outcomes.Select(o => new SweepRunResult(
                    Path.Combine(folder, o.Item.Name), o.Item.Model, Set(o.Item.Values), o.Item.Seed, o.Status, o.Failure, o.Record?.Epoch, o.Record?.KeptEpoch, o.Record?.Metrics.TrainingBound,
                    o.Record?.Metrics.ValidationBound, o.Record?.Metrics.TestBound, o.Record?.Metrics.TestNll, o.Record?.Metrics.TestNllStandardError, o.Record?.Metrics.Seconds)),
            ]);
    }
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SweepResult))]
internal sealed partial class SweepResultJson : JsonSerializerContext;
