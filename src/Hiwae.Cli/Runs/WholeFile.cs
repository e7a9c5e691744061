namespace Hiwae.Cli.Runs;

/// <summary>Files in folders that several machines may share: whoever reads one sees the whole of the old content or the whole of the new, and whoever writes it at the same time is not in the way.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file beside its place, and puts it there when it is whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="overwrite">Whether a file that is there is replaced; else it stays, and nothing is written.</param>
    /// <exception cref="IOException">It cannot be written. Nothing is left of it.</exception>
    /// <exception cref="UnauthorizedAccessException">Permissions are against it. Nothing is left of it.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite = true)
    {
        var draft = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                write(stream);
            File.Move(draft, path, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(path))
        {
            File.Delete(draft);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
