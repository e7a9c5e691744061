namespace Hiwae.Checkpoints;

/// <summary>Writes a file so that whoever reads it sees the whole of the old content or the whole of the new.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, on to the disk, and then renames.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var partial = path + ".partial";
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(partial);
            throw new CheckpointException(
                $"{path} cannot be written: {e.Message} Free some space or name another folder.", e);
        }
        catch
        {
            Remove(partial);
            throw;
        }
    }

    private static void Remove(string partial)
    {
        try
        {
            File.Delete(partial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The fault that is reported is the one of writing.
        }
    }
}
