using System.Runtime.InteropServices;

namespace Hiwae.Files;

/// <summary>Has the disk keep the names in a folder, as flushing a file has it keep the content.</summary>
internal static partial class FolderSync
{
    private const int ReadOnly = 0; // O_RDONLY

    /// <summary>Waits until what was renamed in a folder would survive a loss of power. Where the system has no such call, it does that by itself or not at all.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0)
            return;
        _ = Synchronise(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronise(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
