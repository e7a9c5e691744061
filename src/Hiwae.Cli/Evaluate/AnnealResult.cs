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

    /// <summary>The mean of values by image, and its standard error.</summary>
    internal static (double? Mean, double? Error) Mean(IReadOnlyCollection<double> values)
    {
        var found = LogLikelihood.From(values, 1);
        return (Numbers.Finite(found.Mean), Numbers.Finite(found.StandardError));
    }
}

/// <summary>What is measured so far.</summary>
/// <param name="annealing">What is asked for.</param>
/// <param name="samples">The number of samples for each image of the importance-sampled NLL: whole groups of K.</param>
/// <param name="images">The number of images.</param>
internal sealed class AnnealMeasurement(AnnealRequest annealing, int samples, int images)
{
    /// <summary>The number of samples for each image of the importance-sampled NLL.</summary>
    public int Samples => samples;

    /// <summary>log p(x) of each image by importance sampling, in nats.</summary>
    public List<double> Importance { get; } = [];

    /// <summary>A row for each number of temperatures that was measured of some image.</summary>
    public List<AnnealRow> Rows { get; } = [];

    /// <summary>The numbers of temperatures that were measured of no image.</summary>
    public IEnumerable<int> Missing => annealing.Temperatures.Except(Rows.Select(row => row.Temperatures));

    /// <summary>What was measured until an interruption, and what was not, in a sentence.</summary>
    /// <param name="noun">What images are called, several of them.</param>
    public string Interrupted(string noun)
    {
        if (Importance.Count == 0)
            return "Interrupted; nothing was measured to the end.";
        string[] parts =
        [
            Rows.Count == 0 ? $"what was measured by then is the NLL of {Numbers.Count(samples)} samples, of {Importance.Count} of {images} {noun}" : "",
            .. Rows.Where(row => row.Images < images).Select(row => $"T = {row.Temperatures} is of {row.Images} of {images} {noun}"),
            Missing.Any() ? $"T = {string.Join(", ", Missing)} is missing" : "",
        ];
        return parts.Any(part => part.Length > 0) ? $"Interrupted; {string.Join("; ", parts.Where(part => part.Length > 0))}." : "Interrupted when all was measured.";
    }
}

/// <summary>Measurements as a table.</summary>
internal static class AnnealTable
{
    /// <summary>
    /// Writes the table; on images that the model drew, the bounds from both sides with the importance-sampled NLL between them. Where nothing was annealed, that NLL alone.
    /// </summary>
    public static void Write(TextWriter writer, AnnealMeasurement found)
    {
        var (rows, sampled) = (found.Rows, $">{Numbers.Count(found.Samples)} samples");
        if (rows.Count == 0 && ImportanceResult.Of(found.Importance) is { } alone)
            Tables.Write(
                writer,
                ["temperatures", sampled, ">± s.e.", ">images"],
                [["–", Numbers.Text(alone.Nll), Numbers.Error(alone.NllStandardError), Numbers.Text(alone.Images, 0)]]);
        else if (rows.Count == 0)
            return;
        else if (rows.Any(row => row.LowerNll is not null))
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

/// <summary>The NLL by importance sampling, in nats per image.</summary>
/// <param name="Images">The number of images.</param>
/// <param name="Nll">On average above the truth.</param>
/// <param name="NllStandardError">Its standard error over images; null for one image.</param>
internal sealed record ImportanceResult(int Images, double? Nll, double? NllStandardError)
{
    /// <summary>The result of log p(x) by image; null where there is none.</summary>
    public static ImportanceResult? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            return null;
        var (mean, error) = AnnealRow.Mean(values);
        return new(values.Count, -mean, error);
    }
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
    ImportanceResult? Importance,
    IReadOnlyList<AnnealRow> Annealed,
    IReadOnlyList<int> MissingTemperatures,
    bool IsInterrupted,
    double Seconds,
    double PeakMemoryMb);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AnnealResult))]
internal sealed partial class AnnealJson : JsonSerializerContext;
