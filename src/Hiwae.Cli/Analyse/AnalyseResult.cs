using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Reports;
using Hiwae.Training;

namespace Hiwae.Cli.Analyse;

/// <summary>The result of <c>analyse --json</c>. A number without a value, such as a correlation for K = 1, is null.</summary>
internal sealed record AnalyseResult(
    string Run,
    string Model,
    string? Data,
    int Samples,
    int Images,
    int Repeats,
    long Seed,
    double? Bound,
    double? VarianceLogEstimate,
    VarianceResult MeanRelativeVariance,
    VarianceResult MedianRelativeVariance,
    double? CovarianceRatio,
    double? MeanWeightCorrelation,
    double? MeanLogWeightCorrelation,
    double? WeightCorrelationFloor,
    double? CouplingGain,
    double? CouplingGainStandardError,
    double? CouplingCeiling,
    double? EffectiveSampleSize,
    double? LargestWeight,
    double? ParetoShape,
    double? UnreliableShare,
    double?[][] WeightCorrelations,
    double?[][] LogWeightCorrelations,
    IReadOnlyList<SweepResult> Sweep,
    int GradientBatches,
    IReadOnlyList<GradientResult> Gradients,
    IReadOnlyList<UnitsResult> ActiveUnits,
    IReadOnlyList<string> Pictures,
    double Seconds,
    double PeakMemoryMb)
{
    /// <summary>α of the bound that the gradients are of; the others are of α = 0.</summary>
    public double GradientAlpha { get; init; }

    /// <summary>The bound by α; empty where α is not for the weights.</summary>
    public IReadOnlyList<AlphaResult> ByAlpha { get; init; } = [];

    /// <summary>The bound by the number of samples within a group; empty where each has its own head.</summary>
    public IReadOnlyList<SweepResult> BySamples { get; init; } = [];

    /// <summary>What is wrong with the result, in sentences.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The result of an analysis.</summary>
    public static AnalyseResult Of(
        Analysis analysis, AnalyseRequest request, RunRecord run, string? data, IReadOnlyList<string> files, TimeSpan time, double memory)
    {
        var report = analysis.Estimator;
        return new(
            request.Folder,
            run.Model,
            data,
            analysis.Samples,
            report.Images,
            report.Repeats,
            request.Seed,
            Numbers.Finite(report.Bound),
            Numbers.Finite(report.VarianceOfLogEstimate),
            VarianceResult.Of(report.Variance),
            VarianceResult.Of(report.MedianVariance),
            Numbers.Finite(report.CovarianceRatio),
            Numbers.Finite(report.MeanCorrelation),
            Numbers.Finite(report.MeanLogCorrelation),
            Numbers.Finite(report.CorrelationFloor),
            Numbers.Finite(report.CouplingGain),
            Numbers.Finite(report.CouplingGainError),
            Numbers.Finite(report.CouplingCeiling),
            Numbers.Finite(report.EffectiveSampleSize),
            Numbers.Finite(report.LargestWeight),
            Numbers.Finite(report.ParetoShape),
            Numbers.Finite(report.UnreliableShare),
            Rows(report.Correlations),
            Rows(report.LogCorrelations),
            [.. analysis.Sweep.Select(point => new SweepResult(point.Samples, Numbers.Finite(point.Bound), Numbers.Finite(point.Error)))],
            analysis.GradientBatches,
            [.. analysis.Gradients.SelectMany(gradient => gradient.Rows.Select(row => GradientResult.Of(gradient.Gradient, row)))],
            [.. analysis.Units.Select(units => new UnitsResult(units.Variable, units.Active, units.Size))],
            files,
            time.TotalSeconds,
            memory)
        {
            GradientAlpha = analysis.Alpha,
            BySamples = [.. analysis.BySamples.Select(point => new SweepResult((int)point.Place, Numbers.Finite(point.Bound), Numbers.Finite(point.Error)))],
            ByAlpha = [.. analysis.ByAlpha.Select(point => new AlphaResult(point.Place, Numbers.Finite(point.Bound), Numbers.Finite(point.Error)))],
        };
    }

    private static double?[][] Rows(double[,] matrix) =>
    [
        .. Enumerable.Range(0, matrix.GetLength(0)).Select(i =>
            Enumerable.Range(0, matrix.GetLength(1)).Select(j => Numbers.Finite(matrix[i, j])).ToArray()),
    ];
}

/// <summary>The relative variance of ŵ and its parts.</summary>
internal sealed record VarianceResult(double? Whole, double? Own, double? Shared)
{
    /// <summary>As JSON has it.</summary>
    public static VarianceResult Of(VarianceParts parts) => new(Numbers.Finite(parts.Whole), Numbers.Finite(parts.Own), Numbers.Finite(parts.Shared));
}

/// <summary>The bound with a number of samples.</summary>
internal sealed record SweepResult(int Samples, double? Bound, double? StandardError);

/// <summary>The bound at an α.</summary>
internal sealed record AlphaResult(double Alpha, double? Bound, double? StandardError);

/// <summary>How an estimator's gradient varies for a factor or a group of them.</summary>
internal sealed record GradientResult(
    string Gradient, string Parameters, double? Variance, double? Ratio, double? RatioStandardError, double? SignalToNoise)
{
    /// <summary>As JSON has it.</summary>
    public static GradientResult Of(Gradient gradient, GradientRow row) => new(
        gradient.ToString(),
        row.Name,
        Numbers.Finite(row.Variance),
        Numbers.Finite(row.Ratio),
        Numbers.Finite(row.RatioError),
        Numbers.Finite(row.SignalToNoise));
}

/// <summary>The active units of a variable.</summary>
internal sealed record UnitsResult(string Variable, int Active, int Size);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AnalyseResult))]
internal sealed partial class AnalyseJson : JsonSerializerContext;
