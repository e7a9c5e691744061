namespace Hiwae.Files;

/// <summary>Opens files to be read, and nothing that only looks like one: to open a pipe may take for ever, and a device has no end.</summary>
internal static class OrdinaryFile
{
    /// <summary>What is wrong with a path that cannot be opened here.</summary>
    public const string Fault = "it is empty, or a pipe or a device instead of a file";

    /// <summary>The file, at its beginning; null where it has no bytes, as pipes, sockets and devices have none before they are opened.</summary>
    /// <exception cref="IOException">It is not there, or cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    public static FileStream? Open(string path)
    {
        var named = new FileInfo(path);
        var file = named.LinkTarget is null ? named : named.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? named;
        if (file is { Exists: true, Length: 0 })
            return null;
        var stream = File.OpenRead(path);
        if (stream.CanSeek)
            return stream;
        stream.Dispose();
        return null;
    }
}
