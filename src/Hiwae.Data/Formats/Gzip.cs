using System.Buffers.Binary;
using System.IO.Compression;

namespace Hiwae.Data.Formats;

/// <summary>Files that are compressed with gzip as a whole.</summary>
internal static class Gzip
{
    /// <summary>The most bytes that one compressed byte makes: deflate's longest match is 258 bytes, for which it needs two bits.</summary>
    public const long MostCompressed = 1032;

    // What is compressed further than any real data are is a trap; small files may be anything.
    private const long Doubtful = 200;
    private const long Harmless = 1 << 24;

    /// <summary>Whether a file begins as gzip does; it is at its beginning again.</summary>
    public static bool Is(Stream file)
    {
        Span<byte> start = stackalloc byte[2];
        file.Position = 0;
        var read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && start is [0x1F, 0x8B];
    }

    /// <summary>The content, in memory.</summary>
    /// <exception cref="DataFormatException">The check sum or the length at the end are others, or it is more than real data can be.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static MemoryStream Unpacked(string path, Stream file)
    {
        var (sum, length) = Trailer(file);
        var most = Math.Min(Math.Max(Harmless, Doubtful * file.Length), MostCompressed * file.Length);
        var content = new MemoryStream((int)Math.Min(Array.MaxLength, Math.Min(length, 4 * file.Length)));
        using var gzip = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[1 << 14];
        uint found = 0;
        for (var read = gzip.Read(buffer); read > 0; read = gzip.Read(buffer))
        {
            if (content.Length + read > Math.Min(most, Array.MaxLength))
                throw new DataFormatException(
                    path, content.Length, $"{file.Length} compressed bytes make more than {content.Length}, and go on", "unpack the file with gunzip and look at it");
            content.Write(buffer, 0, read);
            found = Crc32.Add(found, buffer.AsSpan(0, read));
        }

        // The decompressor stops silently at the end of the file, even in the middle of the data.
        if (sum != found || length != (uint)content.Length)
            throw new DataFormatException(path, null, "the gzip data are damaged or cut off (the check sum or the length at their end is another)", DataFile.Download);
        content.Position = 0;
        return content;
    }

    /// <summary>The check sum and the uncompressed length, modulo 2³², that gzip stores in its last eight bytes.</summary>
    public static (uint Sum, uint Length) Trailer(Stream file)
    {
        Span<byte> end = stackalloc byte[8];
        file.Position = Math.Max(0, file.Length - end.Length);
        file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return (BinaryPrimitives.ReadUInt32LittleEndian(end), BinaryPrimitives.ReadUInt32LittleEndian(end[4..]));
    }
}
