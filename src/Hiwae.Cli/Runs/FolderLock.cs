namespace Hiwae.Cli.Runs;

/// <summary>A mark in a folder that one process at a time can have. It goes with the process, however that ends; the file may stay.</summary>
internal sealed class FolderLock : IDisposable
{
    /// <summary>The file.</summary>
    public const string File = ".lock";

    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)]; // EAGAIN of Linux and of macOS, ERROR_SHARING_VIOLATION

    private readonly string path;
    private readonly FileStream stream;
    private readonly DateTime written;

    private FolderLock(string path, FileStream stream)
    {
        (this.path, this.stream) = (path, stream);
        try
        {
            stream.SetLength(0);
            stream.WriteByte((byte)'\n'); // So that the time of writing is that of this process.
            stream.Flush();
            written = System.IO.File.GetLastWriteTimeUtc(path);
        }
        catch (Exception e)
        {
            // Where there is no room for a byte, no empty file is left.
            stream.Dispose();
            System.IO.File.Delete(path);
            if (e is ArgumentOutOfRangeException)
                throw new IOException("There is no room for a file of one byte", e); // What the runtime says of a file too large for the system.
            throw;
        }
    }

    /// <summary>Whether the file is still there, and is this one: the folder may have been removed, and made again for another.</summary>
    public bool IsInPlace => System.IO.File.Exists(path) && System.IO.File.GetLastWriteTimeUtc(path) == written;

    /// <summary>Takes the mark; null where another process has it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="suffix">Which mark, where a folder has several.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Its permissions are against it.</exception>
    public static FolderLock? Take(string folder, string suffix = "")
    {
        var path = Path.Combine(folder, File + suffix);
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
                System.IO.File.Delete(path);
            return new(path, new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
        }
        catch (IOException e) when (InUse.Contains(e.HResult))
        {
            return null;
        }
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        var isMine = IsInPlace;
        stream.Dispose();
        if (!isMine)
            return;
        try
        {
            System.IO.File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file is left behind, which the next run takes.
        }
    }
}
