using System.Collections.Immutable;
using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Training;
using Hiwae.Words;

namespace Hiwae.Cli.Runs;

/// <summary>
/// The folder of a run, which no other run may use meanwhile, and which goes with its user where it was made for the run and nothing is in it.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    /// <summary>The file of the run's history.</summary>
    public const string MetricsFile = "metrics.jsonl";

    private const string Parent = "runs";

    private static readonly ImmutableArray<string> Files = [Checkpoint.RunFile, Checkpoint.ModelFile, Checkpoint.TrainingFile, MetricsFile];

    private readonly bool isNew;
    private FolderLock held;

    // When each file was written that the run left in the folder: so it knows them again.
    private ImmutableArray<DateTime> written = [];

    private RunFolder(string path, bool isNew, FolderLock held) => (Path, this.isNew, this.held) = (path, isNew, held);

    /// <summary>The folder, as the user wrote it.</summary>
    public string Path { get; }

    /// <summary>A folder that exists, can be written to, is used by no other run, and holds none yet.</summary>
    /// <param name="wanted">The folder that the user named; null for <c>runs/MODEL-DATA-TIME</c>.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="data">The data's name.</param>
    /// <param name="now">The time that goes into the name. Where a folder has the name already, since two runs began in the same second or the clock was set back, a number follows.</param>
    /// <exception cref="UsageException">The named folder holds a run or is in use, cannot be made, or cannot be written to.</exception>
    public static RunFolder Create(string? wanted, string model, string data, DateTime now)
    {
        if (wanted is not null)
            return Use(wanted, []) ?? throw new UsageException($"The folder {wanted} is in use by another run; name another with --out, or wait for it.");
        var folder = System.IO.Path.Combine(Parent, $"{model}-{data}-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
        return Enumerable.Range(1, int.MaxValue)
            .Select(n => n == 1 ? folder : $"{folder}-{n}")
            .Select(name => Directory.Exists(name) ? null : Use(name, []))
            .First(taken => taken is not null)!;
    }

    /// <summary>The folder of a run that goes on.</summary>
    /// <exception cref="UsageException">It is in use, or cannot be written to.</exception>
    public static RunFolder Open(string path)
    {
        try
        {
            return FolderLock.Take(path) is { } taken
                ? new(path, isNew: false, taken) { written = Times(path) }
                : throw new UsageException($"The run {path} is under way in another process; wait for it, or stop it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder {path} cannot be written to: {Sentence.Of(e.Message)} A run goes on in its own folder; copy it, and resume the copy.");
        }
    }

    /// <summary>A folder in that of a run, which may be from somebody else.</summary>
    /// <exception cref="UsageException">It is a link: it would lead out of the run's folder.</exception>
    public static string Inside(string folder, string name)
    {
        var path = System.IO.Path.Combine(folder, name);
        return new DirectoryInfo(path).LinkTarget is { } target
            ? throw new UsageException($"The folder {path} is a link to {target}; name the folder to write to with --out.")
            : path;
    }

    /// <summary>Whether the folder is as it was made: it may have been removed.</summary>
    public bool IsInPlace => held.IsInPlace;

    /// <summary>Writes the run's files. Whoever removes the folder meanwhile may leave some of them, in a folder that is not locked any more.</summary>
    /// <param name="write">Writes into the folder that it is given.</param>
    public void Write(Action<string> write)
    {
        try
        {
            write(Path);
        }
        finally
        {
            written = Times(Path);
        }
    }

    /// <summary>Makes the folder again after it was removed.</summary>
    /// <exception cref="CheckpointException">It cannot be made, or another run has taken its place.</exception>
    public void Restore()
    {
        held.Dispose();
        try
        {
            if (Use(Path, written) is not { } again)
                throw new CheckpointException($"The folder {Path} was removed, and is in use by another run now.");
            held = again.held;
        }
        catch (UsageException e)
        {
            throw new CheckpointException($"The folder {Path} was removed. {e.Message}", e);
        }
    }

    /// <summary>Lets others use the folder, and removes it where it was made for this run and nothing was kept in it.</summary>
    public void Dispose()
    {
        held.Dispose();
        if (isNew)
            RemoveEmpty(Path);
    }

    // Hours of training are not spent before it turns out that nothing can be kept. Null where another run uses the folder.
    private static RunFolder? Use(string folder, ImmutableArray<DateTime> own)
    {
        FolderLock? taken = null;
        var isNew = false;
        try
        {
            if (File.Exists(folder))
                throw new UsageException($"{folder} is a file, and a folder is needed; name another with --out.");
            isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            taken = FolderLock.Take(folder);
            if (taken is null || Obstacle(folder, own) is null)
                return taken is null ? null : new(folder, isNew, taken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (isNew)
                RemoveEmpty(folder);
            throw new UsageException($"The folder {folder} cannot be written to: {Sentence.Of(e.Message)} Name another with --out.");
        }

        taken.Dispose();
        throw new UsageException($"The folder {folder} {Obstacle(folder, own) ?? "is in use by another run; name another with --out, or wait for it."}");
    }

    private static string? Obstacle(string folder, ImmutableArray<DateTime> own)
    {
        var found = Times(folder);
        bool IsOthers(int file) => found[file] != default && (own.IsEmpty || own[file] != found[file]);
        return IsOthers(0) ? "holds a run already; name another with --out, or remove it."
            : Enumerable.Range(1, Files.Length - 1).Where(IsOthers).Select(file => $"has a {Files[file]} already, which a run would write over; name another folder with --out.").FirstOrDefault();
    }

    private static ImmutableArray<DateTime> Times(string folder) =>
    [
        .. Files.Select(name => new FileInfo(System.IO.Path.Combine(folder, name))).Select(file => file.Exists ? file.LastWriteTimeUtc : default),
    ];

    private static void RemoveEmpty(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder is left behind.
        }
    }
}
