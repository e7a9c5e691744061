using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Runs;

/// <summary>
/// A result with the measurements of a test, in nats per image; a number that was not measured, or is not finite, is null. In JSON they stand
/// after the description of the run, and before properties of the order <see cref="After"/>.
/// </summary>
internal abstract record TestMetrics
{
    /// <summary>The JSON order of properties that follow the measurements.</summary>
    internal const int After = Order + 1;

    private const int Order = 1;

    /// <summary>The measurements.</summary>
    [JsonIgnore]
    public RunMetrics Metrics { get; init; } = new();

    [JsonPropertyOrder(Order)]
    public double? TestBound => Metrics.TestBound;

    [JsonPropertyOrder(Order)]
    public double? TestNll => Metrics.TestNll;

    [JsonPropertyOrder(Order)]
    public double? TestNllStandardError => Metrics.TestNllStandardError;

    [JsonPropertyOrder(Order)]
    public int? TestNllSamples => Metrics.TestNllSamples;

    [JsonPropertyOrder(Order)]
    public int? TestImages => Metrics.TestImages;

    [JsonPropertyOrder(Order)]
    public double? EffectiveSampleSize => Metrics.EffectiveSampleSize;

    [JsonPropertyOrder(Order)]
    public double? VarianceLogEstimate => Metrics.VarianceLogEstimate;

    [JsonPropertyOrder(Order)]
    public double? MeanWeightCorrelation => Metrics.MeanWeightCorrelation;

    [JsonPropertyOrder(Order)]
    public double? MeanLogWeightCorrelation => Metrics.MeanLogWeightCorrelation;

    [JsonPropertyOrder(Order)]
    public double? WeightCorrelationFloor => Metrics.WeightCorrelationFloor;

    [JsonPropertyOrder(Order)]
    public double? CouplingGain => Metrics.CouplingGain;

    [JsonPropertyOrder(Order)]
    public double? CouplingCeiling => Metrics.CouplingCeiling;

    /// <summary>What is wrong with the result, in sentences.</summary>
    [JsonPropertyOrder(Order)]
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The measurements of tests as a table, a model a row.</summary>
internal static class TestTable
{
    private static readonly string[] Columns =
    [
        "model", ">bound L_K", ">log p(x)", ">± s.e.", ">samples", ">images", ">eff. samples", ">Var log ŵ", ">corr. log w", ">corr. w", ">floor", ">gain", ">best found",
    ];

    private const string Time = ">seconds";

    /// <summary>Writes the table; nats per image, and the seconds of training where they are known.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<(string Model, RunMetrics Metrics)> rows)
    {
        if (rows.Any(r => r.Metrics.Seconds is not null))
            Tables.Write(writer, [.. Columns, Time], rows.Select(r => (string[])[.. Row(r.Model, r.Metrics), Numbers.Text(r.Metrics.Seconds, 1)]));
        else
            Tables.Write(writer, Columns, rows.Select(r => Row(r.Model, r.Metrics)));
    }

    private static string[] Row(string model, RunMetrics metrics) =>
    [
        model,
        Numbers.Text(metrics.TestBound),
        Numbers.Text(-metrics.TestNll),
        Numbers.Error(metrics.TestNllStandardError),
        Numbers.Text(metrics.TestNllSamples, 0),
        Numbers.Text(metrics.TestImages, 0),
        Numbers.Text(metrics.EffectiveSampleSize),
        Numbers.Text(metrics.VarianceLogEstimate),
        Numbers.Text(metrics.MeanLogWeightCorrelation, 3),
        Numbers.Text(metrics.MeanWeightCorrelation, 3),
        Numbers.Text(metrics.WeightCorrelationFloor, 3),
        Numbers.Text(metrics.CouplingGain),
        Numbers.Text(metrics.CouplingCeiling),
    ];
}
