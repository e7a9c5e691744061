using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hiwae.Checkpoints;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Evaluation;
using Hiwae.Training;
using Hiwae.Words;

namespace Hiwae.Cli.Sweep;

/// <summary>What all runs of a sweep have in common, in the folder of the sweep: so that the same command goes on, and another one does not mix with it.</summary>
/// <param name="Set">What is set, as it is written on the line.</param>
/// <param name="Options">Options that all runs have.</param>
internal sealed record SweepRecord(IReadOnlyList<string> Set, IReadOnlyList<string> Options);

/// <summary>The serialisation of the record.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SweepRecord))]
internal sealed partial class SweepJson : JsonSerializerContext;

/// <summary>The state of a run of the sweep before the sweep begins.</summary>
internal enum SweepStanding
{
    /// <summary>Nothing is there.</summary>
    New,

    /// <summary>It was stopped, and goes on.</summary>
    Stopped,

    /// <summary>It is complete and tested.</summary>
    Done,

    /// <summary>Its numbers were lost; it would go the same way again.</summary>
    Diverged,
}

/// <summary>The folder of a sweep, which one sweep at a time uses.</summary>
internal sealed class SweepFolder : IDisposable
{
    /// <summary>The file of the record.</summary>
    public const string RecordFile = "sweep.json";

    /// <summary>The file of the table.</summary>
    public const string TableFile = "sweep.csv";

    private readonly FolderLock held;

    private SweepFolder(string path, FolderLock held) => (Path, this.held) = (path, held);

    /// <summary>The folder, as the user wrote it.</summary>
    public string Path { get; }

    /// <summary>The folder, made where it is not there. Parts of a sweep use it together.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="plan">The sweep.</param>
    /// <param name="shard">The part; null for the whole.</param>
    /// <exception cref="UsageException">It is in use, holds another sweep or something else, or cannot be written to.</exception>
    public static SweepFolder Open(string path, SweepPlan plan, Shard? shard)
    {
        try
        {
            Directory.CreateDirectory(path);
            var held = FolderLock.Take(path, Mark(shard))
                ?? throw new UsageException(shard is null
                    ? $"The folder {path} is in use by another sweep; wait for it, or name another with --out."
                    : $"Part {shard} of the sweep in {path} is under way in another process; wait for it, or make another part.");
            try
            {
                CheckAlone(path, shard);
                Claim(path, new([.. plan.Axes.Select(axis => $"{axis.Name}={string.Join(',', axis.Values)}")], plan.Fixed));
                return new(path, held);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder {path} cannot be written to: {Sentence.Of(e.Message)} Name another with --out.");
        }
    }

    /// <summary>The folder of a run.</summary>
    public string Of(SweepItem item) => System.IO.Path.Combine(Path, item.Name);

    /// <summary>What the run has written so far.</summary>
    public string Log(SweepItem item) => System.IO.Path.Combine(Path, item.Name + ".log");

    /// <summary>The record of a run; null where there is none that can be read.</summary>
    public RunRecord? Record(SweepItem item)
    {
        try
        {
            return File.Exists(System.IO.Path.Combine(Of(item), Checkpoint.RunFile)) ? Checkpoint.ReadRun(Of(item)) : null;
        }
        catch (CheckpointException)
        {
            return null;
        }
    }

    /// <summary>How far a run is.</summary>
    public SweepStanding Standing(SweepItem item) => Record(item) switch
    {
        null => SweepStanding.New,
        { Status: RunStatus.Diverged } => SweepStanding.Diverged,
        { Status: RunStatus.Completed, Metrics.TestNll: not null } => SweepStanding.Done,
        { KeepsState: false } => SweepStanding.New,
        _ => SweepStanding.Stopped,
    };

    /// <summary>Takes away what a run has left that cannot go on, so that it can begin.</summary>
    public void Clear(SweepItem item)
    {
        if (!Directory.Exists(Of(item)))
            return;
        foreach (var file in new[] { Checkpoint.RunFile, Checkpoint.ModelFile, Checkpoint.TrainingFile })
            File.Delete(System.IO.Path.Combine(Of(item), file));
    }

    /// <summary>Lets others use the folder.</summary>
    public void Dispose() => held.Dispose();

    private static string Mark(Shard? shard) => shard is { } part ? $"-{part.Index}-of-{part.Count}" : "";

    /// <summary>Sees that nobody makes runs that this one would make too: only parts of equally many have none in common.</summary>
    private static void CheckAlone(string path, Shard? shard)
    {
        foreach (var mark in Directory.GetFiles(path, FolderLock.File + "*").Select(file => System.IO.Path.GetFileName(file)[FolderLock.File.Length..]))
        {
            if (mark == Mark(shard) || (shard is { } part && mark.EndsWith($"-of-{part.Count}", StringComparison.Ordinal)))
                continue;
            using var other = FolderLock.Take(path, mark);
            if (other is null)
                throw new UsageException($"The sweep in {path} is under way{(mark.Length > 0 ? $", part {mark[1..].Replace("-of-", " of ", StringComparison.Ordinal)} of it" : "")}; wait for it, or make another of as many parts.");
        }
    }

    private static void Claim(string path, SweepRecord record)
    {
        var file = System.IO.Path.Combine(path, RecordFile);
        var text = JsonSerializer.Serialize(record, SweepJson.Default.SweepRecord) + "\n";
        if (!File.Exists(file))
        {
            // Other parts may be at the same place of their work: what they write first is no other thing, and who is first says what the sweep is.
            if (Directory.EnumerateFileSystemEntries(path).Select(entry => System.IO.Path.GetFileName(entry)).Any(IsOther) && !File.Exists(file))
                throw new UsageException($"The folder {path} holds something else than a sweep; name another with --out.");
            WholeFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)), overwrite: false);
        }

        if (File.ReadAllText(file) != text)
            throw new UsageException($"The folder {path} holds a sweep with other options or values, which {file} has; name another folder with --out, or write the same. Models and seeds may be more.");
    }

    private static bool IsOther(string name) => !name.StartsWith(FolderLock.File, StringComparison.Ordinal) && !name.StartsWith(RecordFile, StringComparison.Ordinal);
}
