using System.Buffers.Binary;
using System.IO.Compression;
using Hiwae.Files;

namespace Hiwae.Data.Idx;

/// <summary>The content of an IDX file of unsigned bytes, the format of MNIST and its kin.</summary>
/// <param name="Path">The path of the file.</param>
/// <param name="Dimensions">Three for images (images, height, width), one for labels.</param>
/// <param name="Values">Row-major; as many as the product of the dimensions.</param>
public sealed record IdxFile(string Path, ImmutableArray<int> Dimensions, byte[] Values)
{
    /// <summary>The number of images or labels.</summary>
    public int Count => Dimensions[0];

    /// <summary>Reads a file of images, three-dimensional and not empty.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged, or not of images.</exception>
    public static IdxFile ReadImages(string path) => IdxReader.Read(path, IdxKind.Images);

    /// <summary>Reads a file of labels, one-dimensional.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged, or not of labels.</exception>
    public static IdxFile ReadLabels(string path) => IdxReader.Read(path, IdxKind.Labels);
}

/// <summary>Reads IDX files, compressed with gzip or not, and believes nothing that their head says before it has seen it.</summary>
internal static class IdxReader
{
    private const string Download = "get the file again";
    private const int FirstBlock = 1 << 16;

    // Deflate's longest match is 258 bytes, for which it needs two bits.
    private const long MostCompressed = 1032;

    public static IdxFile Read(string path, IdxKind kind)
    {
        try
        {
            using var file = OrdinaryFile.Open(path) ?? throw new DataFormatException(path, null, OrdinaryFile.Fault, Download);
            return IsGzip(file) ? ReadCompressed(path, file, kind) : ReadPlain(path, file, kind);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, null, $"the gzip data are damaged or cut off ({e.Message})", Download, e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFormatException(path, null, "there is no such file", "check the path", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataFormatException(path, null, "the file may not be read", "check that it is a file and its permissions", e);
        }
        catch (IOException e)
        {
            throw new DataFormatException(path, null, $"reading failed ({e.Message})", "check the disk and try again", e);
        }
    }

    private static IdxFile ReadPlain(string path, FileStream file, IdxKind kind)
    {
        var header = ReadHeader(path, file, stackalloc byte[IdxHeader.LengthOf(kind)], kind);
        CheckLength(path, header, file.Length - header.Length);
        var values = new byte[header.Values];
        file.ReadExactly(values);
        return new(path, header.Dimensions, values);
    }

    private static IdxFile ReadCompressed(string path, FileStream file, IdxKind kind)
    {
        var (sum, stored) = Trailer(file);
        using var stream = new GZipStream(file, CompressionMode.Decompress);
        Span<byte> head = stackalloc byte[IdxHeader.LengthOf(kind)];
        var header = ReadHeader(path, stream, head, kind);
        var most = MostCompressed * file.Length;
        if (header.Length + header.Values > most)
            throw new DataFormatException(
                path, header.Length, $"the head promises {header.Values} bytes; {file.Length} compressed ones cannot hold more than {most}", Download);
        var (values, found) = ReadAtMost(stream, header.Values, file.Length);
        CheckLength(path, header, found < header.Values ? found : found + CountRest(stream));

        // The decompressor stops silently at the end of the file, even in the middle of the data, without a look at the sum; and at whatever follows the data.
        if (stored != (uint)(header.Length + header.Values))
            throw new DataFormatException(
                path, null, $"the gzip data end with a length of {stored} where {header.Length + header.Values} bytes came out", Download);
        if (sum != Crc32.Add(Crc32.Add(0, head), values))
            throw new DataFormatException(path, null, "the gzip data are damaged or cut off (the check sum at their end is another)", Download);
        return new(path, header.Dimensions, values);
    }

    private static IdxHeader ReadHeader(string path, Stream stream, Span<byte> bytes, IdxKind kind)
    {
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return IdxHeader.Parse(path, bytes[..read], kind);
    }

    /// <summary>
    /// Grows the array with what really arrives, from twice the size of the file on, so that a head that promises gigabytes costs none. The array has the promised size where
    /// all of it is there.
    /// </summary>
    private static (byte[] Values, long Found) ReadAtMost(Stream stream, long count, long compressed)
    {
        var values = new byte[Math.Min(count, Math.Max(FirstBlock, 2 * compressed))];
        var filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(values.AsSpan(filled), values.Length - filled, throwOnEndOfStream: false);
            if (filled < values.Length || filled == count)
                return (values, filled);
            Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
        }
    }

    /// <summary>Bytes beyond the promised ones; a few are enough to know that there are too many.</summary>
    private static long CountRest(Stream stream)
    {
        Span<byte> rest = stackalloc byte[16];
        return stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
    }

    private static void CheckLength(string path, IdxHeader header, long found)
    {
        var shape = string.Join(" × ", header.Dimensions);
        if (found < header.Values)
            throw new DataFormatException(
                path,
                header.Length + found,
                $"the file ends here; its head promises {shape} = {header.Values} bytes after byte {header.Length}, {found} are there",
                Download);
        if (found > header.Values)
            throw new DataFormatException(
                path,
                header.Length + header.Values,
                $"the file goes on; its head promises only {shape} = {header.Values} bytes after byte {header.Length}",
                Download);
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        var read = file.ReadAtLeast(start, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && start is [0x1F, 0x8B];
    }

    /// <summary>The check sum and the uncompressed length, modulo 2³², that gzip stores in its last eight bytes.</summary>
    private static (uint Sum, uint Length) Trailer(FileStream file)
    {
        Span<byte> end = stackalloc byte[8];
        file.Position = Math.Max(0, file.Length - end.Length);
        file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return (BinaryPrimitives.ReadUInt32LittleEndian(end), BinaryPrimitives.ReadUInt32LittleEndian(end[4..]));
    }
}
