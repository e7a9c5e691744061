using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Runs;

/// <summary>The folder of a run, which goes with its user where it was made for the run and nothing is in it.</summary>
internal sealed class RunFolder : IDisposable
{
    private const string Parent = "runs";

    private readonly bool isNew;

    private RunFolder(string path, bool isNew) => (Path, this.isNew) = (path, isNew);

    /// <summary>The folder, as the user wrote it.</summary>
    public string Path { get; }

    /// <summary>A folder that exists, can be written to, and holds no run yet.</summary>
    /// <param name="wanted">The folder that the user named; null for <c>runs/MODEL-DATA-TIME</c>.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="data">The data's name.</param>
    /// <param name="now">The time that goes into the name.</param>
    /// <exception cref="UsageException">The named folder holds a run, cannot be made, or cannot be written to.</exception>
    public static RunFolder Create(string? wanted, string model, string data, DateTime now)
    {
        var folder = wanted ?? Unused(System.IO.Path.Combine(
            Parent, $"{model}-{data}-{now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}"));
        if (File.Exists(System.IO.Path.Combine(folder, Checkpoint.RunFile)))
            throw new UsageException($"The folder {folder} holds a run already; name another with --out, or remove it.");
        if (File.Exists(System.IO.Path.Combine(folder, Checkpoint.ModelFile)))
            throw new UsageException($"The folder {folder} has a {Checkpoint.ModelFile} already, which a run would write over; name another folder with --out.");
        if (File.Exists(folder))
            throw new UsageException($"{folder} is a file, and the run needs a folder; name another with --out.");
        var isNew = !Directory.Exists(folder);
        try
        {
            Directory.CreateDirectory(folder);
            TryToWrite(folder);
            return new(folder, isNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The folder {folder} cannot be written to: {e.Message} Name another with --out.");
        }
    }

    /// <summary>Removes the folder where it was made for this run and nothing was kept in it.</summary>
    public void Dispose()
    {
        if (isNew && Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any())
            Directory.Delete(Path);
    }

    // Hours of training are not spent before it turns out that nothing can be kept.
    private static void TryToWrite(string folder)
    {
        var file = System.IO.Path.Combine(folder, $".{System.IO.Path.GetRandomFileName()}");
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    private static string Unused(string folder) => Enumerable.Range(1, int.MaxValue)
        .Select(n => n == 1 ? folder : $"{folder}-{n}")
        .First(f => !Directory.Exists(f));
}
