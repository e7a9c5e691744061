using Hiwae.Checkpoints;
using Hiwae.Words;

namespace Hiwae.Cli.Runs;

/// <summary>Reads a file of a run's folder, which may be from somebody else: no link, since what that leads to is none of its business, and nothing that only looks like a file.</summary>
internal static class OwnFile
{
    /// <summary>The bytes of a file; null where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">The bytes that it may have.</param>
    /// <exception cref="CheckpointException">It is a link or too long, or cannot be read.</exception>
    public static byte[]? Read(string path, int longest)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null)
                throw new CheckpointException($"{path} is a link; a run is read from its own folder alone. Put the file itself there.");
            if (!file.Exists || file.Length == 0) // So much have pipes and devices, too, which may take for ever to open.
                return null;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            if (!stream.CanSeek)
                return null;
            if (stream.Length > longest)
                throw new CheckpointException($"{path} has {stream.Length} bytes; such a file has at most {longest}. Remove it, or name another folder.");
            var bytes = new byte[stream.Length];
            return bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) is var read && read.Length == bytes.Length ? bytes : read.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {Sentence.Of(e.Message)} See to the permissions of the file.", e);
        }
    }
}
