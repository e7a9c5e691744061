using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data.Writing;

namespace Hiwae.Cli.Use;

/// <summary>Where the answers of a command go: the file that the user named, or one in the run's folder.</summary>
/// <param name="Folder">The run's.</param>
/// <param name="Wanted">The file that the user named; null for none.</param>
internal sealed record OutputFiles(string Folder, string? Wanted)
{
    /// <summary>The ending that the user asked for, in small letters with its dot; null where he named no file.</summary>
    public string? Ending => Wanted is null ? null : Path.GetExtension(Wanted).ToLowerInvariant();

    /// <summary>Whether a file of some ending is to be written: the one that was named, or one that is usual.</summary>
    public bool Wants(string ending, bool isUsual) => Ending is { } wanted ? wanted == ending : isUsual;

    /// <summary>Checks, before anything is computed, that the named file has a folder and is none that is read.</summary>
    /// <param name="read">Files that are read; null for none.</param>
    /// <exception cref="UsageException">It has none, or is one.</exception>
    public void CheckPlace(params IReadOnlyList<string?> read)
    {
        if (Wanted is null)
            return;
        var full = Path.GetFullPath(Wanted);
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new UsageException($"--out is '{Wanted}', and there is no folder {Path.GetDirectoryName(full)}; make it, or name another file.");
        if (Directory.Exists(full))
            throw new UsageException($"--out is '{Wanted}', which is a folder; name a file, whose ending says what is written.");
        if (read.OfType<string>().Any(path => Path.GetFullPath(path) == full))
            throw new UsageException($"--out is '{Wanted}', which the data are read from; name another file.");
    }

    /// <summary>Checks that the named file has one of some endings.</summary>
    /// <exception cref="UsageException">It has another.</exception>
    public void Check(params IReadOnlyList<string> endings)
    {
        if (Ending is { } ending && !endings.Contains(ending))
            throw new UsageException($"--out is '{Wanted}'; its name must end in {string.Join(", ", endings.Take(endings.Count - 1))}{(endings.Count > 1 ? " or " : "")}{endings[^1]}, which says what is written.");
    }

    /// <summary>The file: the one that was named, or one of a name in the run's folder.</summary>
    /// <param name="name">With its ending.</param>
    public string PathOf(string name)
    {
        if (Wanted is not null)
            return Wanted;
        var path = Path.Combine(Folder, name);
        return new FileInfo(path).LinkTarget is { } target
            ? throw new UsageException($"{path} is a link to {target}; name the file to write with --out.")
            : path;
    }

    /// <summary>Writes a picture, and says what is in it.</summary>
    public static (WrittenFile? File, string? Fault) Write(string path, string content, Picture picture) => Result(path, content, PictureFiles.Write(path, picture.Save));

    /// <summary>Writes an array of 32-bit floats.</summary>
    /// <param name="path">A file in the format of NumPy.</param>
    /// <param name="content">What is in it.</param>
    /// <param name="values">The array.</param>
    public static (WrittenFile? File, string? Fault) Write(string path, string content, Tensor values) =>
        Result(path, $"{content}, [{string.Join(", ", values.shape)}]", PictureFiles.Write(path, draft => NpyFile.Write(draft, values), "array"));

    /// <summary>Writes a table with commas between its cells.</summary>
    public static (WrittenFile? File, string? Fault) Write(string path, string content, IReadOnlyList<TextColumn> columns) =>
        Result(path, content, PictureFiles.Write(path, draft => CsvFile.Write(draft, columns), "table"));

    private static (WrittenFile? File, string? Fault) Result(string path, string content, string? fault) =>
        fault is null ? (new(path, content), null) : (null, fault);
}
