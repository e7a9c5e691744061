using System.Text.Json.Serialization;
using Hiwae.Annealing;
using Hiwae.Cli.Terminal;
using Hiwae.Evaluation;

namespace Hiwae.Cli.Evaluate;

/// <summary>The measurement with one number of temperatures; all in nats per image.</summary>
/// <param name="Temperatures">T.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Nll">−log p(x) by chains forward: on average above the truth.</param>
/// <param name="NllStandardError">Its standard error over images; null for one image.</param>
/// <param name="LowerNll">−log p(x) by chains backward, on average below the truth; null on images that were not drawn from the model.</param>
/// <param name="LowerNllStandardError">Its standard error.</param>
/// <param name="Gap">The distance between the two.</param>
/// <param name="GapStandardError">Its standard error, of the differences by image.</param>
/// <param name="ImportanceNll">The NLL by importance sampling of the same images: on average above the truth.</param>
/// <param name="ImportanceNllStandardError">Its standard error.</param>
/// <param name="Excess">How far the importance-sampled NLL is above what is nearest to the truth from the other side: the chains backward where there are any, else the chains forward.</param>
/// <param name="ExcessStandardError">Its standard error, of the differences by image.</param>
/// <param name="Acceptance">The mean probability with which moves were accepted.</param>
/// <param name="Seconds">The time that it took.</param>
internal sealed record AnnealRow(
    int Temperatures,
    int Images,
    double? Nll,
    double? NllStandardError,
    double? LowerNll,
    double? LowerNllStandardError,
    double? Gap,
    double? GapStandardError,
    double? ImportanceNll,
    double? ImportanceNllStandardError,
    double? Excess,
    double? ExcessStandardError,
    double? Acceptance,
    double Seconds)
{
    /// <summary>The row of estimates by image.</summary>
    public static AnnealRow Of(int temperatures, IReadOnlyList<AnnealedEstimate> forward, IReadOnlyList<AnnealedEstimate> backward, double[] importance, TimeSpan time)
    {
        double[] low = [.. forward.Select(estimate => estimate.Value)], high = [.. backward.Select(estimate => estimate.Value)];
        var hasBoth = high.Length > 0;
        var (nll, lower, sampled) = (Mean(low), hasBoth ? Mean(high) : default, Mean(importance));
        var gap = hasBoth ? Mean([.. high.Zip(low, (upper, estimate) => upper - estimate)]) : default;
        var excess = Mean([.. (hasBoth ? high : low).Zip(importance, (estimate, sample) => estimate - sample)]);
        return new(
            temperatures,
            low.Length,
            -nll.Mean,
            nll.Error,
            -lower.Mean,
            lower.Error,
            gap.Mean,
            gap.Error,
            -sampled.Mean,
            sampled.Error,
            excess.Mean,
            excess.Error,
            Numbers.Finite(forward.Average(estimate => estimate.Acceptance)),
            time.TotalSeconds);
    }

    private static (double? Mean, double? Error) Mean(double[] values)
    {
        var found = LogLikelihood.From(values, 1);
        return (Numbers.Finite(found.Mean), Numbers.Finite(found.StandardError));
    }
}

/// <summary>Measurements as a table.</summary>
internal static class AnnealTable
{
    /// <summary>Writes the table; on images that the model drew, the bounds from both sides with the importance-sampled NLL between them.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<AnnealRow> rows, int samples)
    {
        var sampled = $">{Numbers.Count(samples)} samples";
        if (rows.Any(row => row.LowerNll is not null))
            Tables.Write(
                writer,
                [">temperatures", ">NLL, backward", ">± s.e.", sampled, ">± s.e.", ">NLL, forward", ">± s.e.", ">gap", ">± s.e.", ">samples − backward", ">± s.e.", ">accepted", ">images", ">seconds"],
                rows.Select(row => (string[])
                [
                    Numbers.Text(row.Temperatures, 0), Numbers.Text(row.LowerNll), Numbers.Error(row.LowerNllStandardError), Numbers.Text(row.ImportanceNll), Numbers.Error(row.ImportanceNllStandardError),
                    Numbers.Text(row.Nll), Numbers.Error(row.NllStandardError), Numbers.Text(row.Gap), Numbers.Error(row.GapStandardError), .. Rest(row),
                ]));
        else
            Tables.Write(
                writer,
                [">temperatures", ">NLL, annealed", ">± s.e.", sampled, ">± s.e.", ">samples − annealed", ">± s.e.", ">accepted", ">images", ">seconds"],
                rows.Select(row => (string[])
                [
                    Numbers.Text(row.Temperatures, 0), Numbers.Text(row.Nll), Numbers.Error(row.NllStandardError), Numbers.Text(row.ImportanceNll), Numbers.Error(row.ImportanceNllStandardError), .. Rest(row),
                ]));
    }

    private static string[] Rest(AnnealRow row) =>
        [Numbers.Text(row.Excess), Numbers.Error(row.ExcessStandardError), Numbers.Text(row.Acceptance), Numbers.Text(row.Images, 0), Numbers.Text(row.Seconds, 1)];
}

/// <summary>The result of <c>evaluate --ais --json</c>.</summary>
internal sealed record AnnealResult(
    string Run,
    string Model,
    string Data,
    bool IsSimulated,
    string Start,
    int Chains,
    int Samples,
    long Seed,
    IReadOnlyList<AnnealRow> Annealed,
    bool IsInterrupted,
    double Seconds,
    double PeakMemoryMb);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AnnealResult))]
internal sealed partial class AnnealJson : JsonSerializerContext;
