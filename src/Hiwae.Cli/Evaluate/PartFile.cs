using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Evaluation;
using Hiwae.Training;
using Hiwae.Words;

namespace Hiwae.Cli.Evaluate;

/// <summary>What the numbers of an evaluation depend on: all parts of one have it in common.</summary>
/// <param name="Version">The version that made the part: another may draw otherwise.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Parameters">The first half of the SHA-256 of the file of parameters.</param>
/// <param name="Data">The first half of the SHA-256 of the images, with masks and what else is given of them.</param>
/// <param name="Images">The number of images.</param>
/// <param name="Samples">K.</param>
/// <param name="NllSamples">The number of samples for each image.</param>
/// <param name="Seed">The seed of the draws.</param>
/// <param name="Step">The path of the steps.</param>
internal sealed record PartOf(string Version, string Model, string Parameters, string Data, int Images, int Samples, int NllSamples, long Seed, string Step);

/// <summary>What is said of the run, and does not change the numbers.</summary>
/// <param name="Folder">The run's folder, where the part was made.</param>
/// <param name="Data">The name of the data there.</param>
/// <param name="Status">The end that the run came to.</param>
/// <param name="Epochs">The epochs made.</param>
/// <param name="KeptEpoch">The epoch that the parameters are from; null in mid-epoch.</param>
/// <param name="Missing">The fraction of values that are missing.</param>
internal sealed record PartRunFacts(string Folder, string Data, string Status, int Epochs, int? KeptEpoch, double Missing);

/// <summary>One part of an evaluation, as it stands in a file.</summary>
/// <param name="Format">The format of the file.</param>
/// <param name="Part">Which part.</param>
/// <param name="Parts">Of how many.</param>
/// <param name="Run">What is said of the run.</param>
/// <param name="Of">What it is a part of.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="PeakMemoryMb">The most memory that it took.</param>
/// <param name="Sums">For each image of this part: its number, log Σ ŵ in nats, and the number of samples.</param>
/// <param name="Rest">What one part measures for all; null in the others.</param>
/// <param name="Warnings">What is wrong with the result, in sentences.</param>
internal sealed record PartFile(
    int Format, int Part, int Parts, PartRunFacts Run, PartOf Of, double Seconds, double PeakMemoryMb, ImmutableArray<LogSum> Sums, RunMetrics? Rest, IReadOnlyList<string> Warnings)
{
    /// <summary>The format that is written.</summary>
    public const int CurrentFormat = 1;

    /// <summary>How the files' names begin.</summary>
    public const string Prefix = "part-";

    // Ten million images' sums have less.
    private const int LongestFile = 1 << 30;

    /// <summary>The name of the file of a part.</summary>
    public static string Name(Shard shard) => $"{Prefix}{shard.Index}-of-{shard.Count}.json";

    /// <summary>Writes it into a folder, which is made where it is not there; the file's path.</summary>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, Name(new(Part, Parts)));
        try
        {
            Directory.CreateDirectory(folder);
            WholeFile.Write(path, stream => JsonSerializer.Serialize(stream, this, PartJson.Default.PartFile));
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be written: {Sentence.Of(e.Message)} Name another folder with --out.", e);
        }
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="CheckpointException">It is none, or damaged, or of a later format.</exception>
    public static PartFile Read(string path)
    {
        PartFile? part;
        try
        {
            part = OwnFile.Read(path, LongestFile) is { } bytes ? JsonSerializer.Deserialize(bytes, PartJson.Default.PartFile) : null;
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"{path}, line {(e.LineNumber ?? 0) + 1}, is no part of an evaluation. Make the part again.", e);
        }

        if (part is null)
            throw new CheckpointException($"{path} holds no part of an evaluation. Make the part again.");
        if (part.Format > CurrentFormat)
            throw new CheckpointException($"{path} has the format {part.Format}; this version reads up to {CurrentFormat}. Use the version of Hiwae that wrote it, or a later one.");
        return part.IsSound ? part : throw new CheckpointException($"{path} is no part of an evaluation: a number or a name is missing, or out of its range. Make the part again.");
    }

    private bool IsSound =>
        Parts is >= 1 and <= Shard.Most && Part >= 1 && Part <= Parts && double.IsFinite(Seconds) && double.IsFinite(PeakMemoryMb)
        && Run is { Missing: >= 0 and < 1 } && Of is { Images: >= 1, NllSamples: >= 1 } && !Sums.IsDefault && Warnings is not null
        && (Rest is not null) == (Part == 1)
        && Sums.All(sum => sum.Image >= 0 && sum.Image < Of.Images && sum.Samples >= 1 && sum.Samples <= Of.NllSamples)
        && ((string?[])[Run.Folder, Run.Data, Run.Status, Of.Version, Of.Model, Of.Parameters, Of.Data, Of.Step, .. Warnings]).All(IsPlain);

    // What is printed of a file that may be from somebody else steers no terminal.
    private static bool IsPlain(string? text) => text is { Length: <= 1000 } && !text.Any(char.IsControl);
}

/// <summary>The serialisation of parts. Sums that are not finite are read as they were written: it is said of the whole.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PartFile))]
internal sealed partial class PartJson : JsonSerializerContext;
