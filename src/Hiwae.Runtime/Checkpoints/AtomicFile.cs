using Hiwae.Files;
using Hiwae.Words;

namespace Hiwae.Checkpoints;

/// <summary>A file that is to be written.</summary>
/// <param name="Path">Where.</param>
/// <param name="Write">Writes the content.</param>
internal sealed record FileContent(string Path, Action<Stream> Write);

/// <summary>Writes files so that whoever reads one sees the whole of the old content or the whole of the new.</summary>
internal static class AtomicFile
{
    // What the runtime says where the system says EFBIG.
    private const string TooLong = "value";

    /// <summary>
    /// Writes each beside its place, on to the disk, and renames them one after another when all are whole; so that where there is no room for the last,
    /// the others stay what they were. A link in a file's place is replaced, not followed.
    /// </summary>
    /// <exception cref="CheckpointException">One cannot be written.</exception>
    public static void Write(params FileContent[] files)
    {
        var current = files[0].Path;
        try
        {
            foreach (var file in files)
            {
                current = file.Path;
                WriteDraft(file);
            }

            foreach (var file in files)
            {
                current = file.Path;
                File.Move(Draft(file), file.Path, overwrite: true);
            }

            FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(current))!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(files);
            throw new CheckpointException($"{current} cannot be written: {Sentence.Of(e.Message)} {Remedy(e)}", e);
        }
        catch
        {
            Remove(files);
            throw;
        }
    }

    private static string Draft(FileContent file) => file.Path + ".partial";

    private static void WriteDraft(FileContent file)
    {
        File.Delete(Draft(file));
        try
        {
            using var stream = new FileStream(Draft(file), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
            file.Write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == TooLong)
        {
            throw new IOException("A file of that size is more than the file system has, or more than a limit of this process", e);
        }
    }

    private static string Remedy(Exception fault) => fault switch
    {
        UnauthorizedAccessException => "See to the permissions of the folder, or name another one.",
        DirectoryNotFoundException or FileNotFoundException => "Make the folder again, or name another one.",
        _ => "Free some space, or name another folder.",
    };

    private static void Remove(IEnumerable<FileContent> files)
    {
        foreach (var file in files)
        {
            try
            {
                File.Delete(Draft(file));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The fault that is reported is the one of writing.
            }
        }
    }
}
