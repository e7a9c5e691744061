using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Training;

namespace Hiwae.Cli.Evaluate;

/// <summary>Makes one part of an evaluation, and leaves it in a file.</summary>
internal sealed class PartRun(Session session, EvaluateRequest request, Shard shard, string? folder, RunRecord run) : IModelVisitor<int>
{
    /// <summary>The folder of parts in that of the run.</summary>
    public const string DefaultFolder = "evaluation";

    /// <inheritdoc/>
    public int Visit<TModel>() where TModel : class, IModel<TModel>
    {
        var clock = Stopwatch.StartNew();
        var parameters = Path.Combine(request.Folder, Checkpoint.ModelFile);
        var hash = Hash(parameters);
        using var evaluation = EvaluatedRun<TModel>.Open(session, request, run);
        if (Hash(parameters) != hash)
            throw new CheckpointException($"{parameters} has changed while it was read: the run is under way. Wait for its end, or copy the folder, and make all parts of the same parameters.");
        var part = ProgressDisplay.Show(session.Terminal, progress =>
            FinalTest.MeasurePart(evaluation.Network, evaluation.Binding, request.Test with { ValidationBound = run.Metrics.ValidationBound }, shard, progress, session.Interruption));
        if (part is null)
        {
            session.Say("Interrupted; nothing was measured to the end.");
            return Interruption.ExitStatus;
        }

        var file = new PartFile(
            PartFile.CurrentFormat,
            shard.Index,
            shard.Count,
            new(request.Folder, evaluation.Binding.Data.Name, evaluation.Status, run.Epoch, run.KeptEpoch, evaluation.Binding.Missing),
            new(Session.Version, run.Model, hash, part.Fingerprint, part.Images, run.Samples, part.Samples, request.Test.Seed, StepText.Path(evaluation.Step)),
            clock.Elapsed.TotalSeconds,
            Memory.PeakMegabytes(),
            [.. part.Sums],
            part.Rest is { } rest ? TestOutcome.Metrics(rest) : null,
            part.Rest is { Warning: { } warning } ? [warning] : []);
        var path = file.Write(folder ?? Path.Combine(request.Folder, DefaultFolder));
        if (request.Json)
            JsonText.Write(session.Terminal, new PartResult(path, shard.Index, shard.Count, part.Sums.Count, part.Sums.Sum(sum => sum.Samples), file.Seconds), PartResultJson.Default.PartResult);
        session.Say($"Part {shard.Index} of {shard.Count} is in {path}; '{session.Program} merge {Path.GetDirectoryName(path)}' puts all parts together.");
        return 0;
    }

    private static string Hash(string path)
    {
        if (!File.Exists(path))
            return ""; // What is said of that is said where it is read.
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..32];
    }
}

/// <summary>The result of <c>evaluate --shard --json</c>.</summary>
/// <param name="File">Where the part is.</param>
/// <param name="Part">Which part.</param>
/// <param name="Parts">Of how many.</param>
/// <param name="Images">The images that this part has samples of.</param>
/// <param name="Samples">Its samples, of all of them.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record PartResult(string File, int Part, int Parts, int Images, long Samples, double Seconds);

/// <summary>The serialisation of the result.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PartResult))]
internal sealed partial class PartResultJson : JsonSerializerContext;
