using System.IO.Compression;
using Hiwae.Data.Formats;
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
    public static IdxFile ReadImages(string path) => Of(path, IdxKind.Images);

    /// <summary>Reads a file of labels, one-dimensional.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged, or not of labels.</exception>
    public static IdxFile ReadLabels(string path) => Of(path, IdxKind.Labels);

    private static IdxFile Of(string path, IdxKind kind)
    {
        var (dimensions, values) = IdxReader.Read(path, kind);
        return new(path, dimensions, (byte[])values);
    }
}

/// <summary>Any IDX file, of all types and dimensions of the format.</summary>
internal static class IdxArray
{
    /// <summary>The array, named after the file.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged, or none of IDX.</exception>
    public static FileArray Read(string path)
    {
        var (dimensions, values) = IdxReader.Read(path, null);
        return new(Path.GetFileName(path), dimensions, values) { Path = path };
    }
}

/// <summary>Reads IDX files, compressed with gzip or not, and believes nothing that their head says before it has seen it.</summary>
internal static class IdxReader
{
    private const string Download = DataFile.Download;
    private const int FirstBlock = 1 << 16;

    private const int LongestHead = IdxHeader.MagicLength + (4 * IdxHeader.MostDimensions);

    /// <summary>The dimensions and the values.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The content that it should have; null for any.</param>
    /// <exception cref="DataFormatException">The file is missing, damaged, or of something else.</exception>
    public static (ImmutableArray<int> Dimensions, Array Values) Read(string path, IdxKind? kind)
    {
        try
        {
            using var file = OrdinaryFile.Open(path) ?? throw new DataFormatException(path, null, OrdinaryFile.Fault, Download);
            return Gzip.Is(file) ? ReadCompressed(path, file, kind) : ReadPlain(path, file, kind);
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

    private static (ImmutableArray<int> Dimensions, Array Values) ReadPlain(string path, FileStream file, IdxKind? kind)
    {
        Span<byte> head = stackalloc byte[LongestHead];
        var header = ReadHeader(path, file, head, kind);
        CheckLength(path, header, file.Length - header.Length);
        return (header.Dimensions, ElementReader.Read(file, header.Type, header.Values, isBigEndian: true, header.Bytes));
    }

    private static (ImmutableArray<int> Dimensions, Array Values) ReadCompressed(string path, FileStream file, IdxKind? kind)
    {
        var (sum, stored) = Gzip.Trailer(file);
        using var stream = new GZipStream(file, CompressionMode.Decompress);
        Span<byte> head = stackalloc byte[LongestHead];
        var header = ReadHeader(path, stream, head, kind);
        var most = Gzip.MostCompressed * file.Length;
        if (header.Length + header.Bytes > most)
            throw new DataFormatException(
                path, header.Length, $"the head promises {header.Bytes} bytes; {file.Length} compressed ones cannot hold more than {most}", Download);
        var (bytes, found) = ReadAtMost(stream, header.Bytes, file.Length);
        CheckLength(path, header, found < header.Bytes ? found : found + CountRest(stream));

        // The decompressor stops silently at the end of the file, even in the middle of the data, without a look at the sum; and at whatever follows the data.
        if (stored != (uint)(header.Length + header.Bytes))
            throw new DataFormatException(
                path, null, $"the gzip data end with a length of {stored} where {header.Length + header.Bytes} bytes came out", Download);
        if (sum != Crc32.Add(Crc32.Add(0, head[..header.Length]), bytes))
            throw new DataFormatException(path, null, "the gzip data are damaged or cut off (the check sum at their end is another)", Download);
        return (header.Dimensions, header.Type == ElementType.UInt8
            ? bytes
            : ElementReader.Read(new MemoryStream(bytes), header.Type, header.Values, isBigEndian: true, header.Bytes));
    }

    private static IdxHeader ReadHeader(string path, Stream stream, Span<byte> bytes, IdxKind? kind)
    {
        var read = stream.ReadAtLeast(bytes[..IdxHeader.MagicLength], IdxHeader.MagicLength, throwOnEndOfStream: false);
        if (read == IdxHeader.MagicLength)
        {
            var rest = bytes[read..((kind is { } known ? IdxHeader.LengthOf(known) : IdxHeader.LengthOf(bytes[..read])) ?? read)];
            read += stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        }

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
        if (found < header.Bytes)
            throw new DataFormatException(
                path,
                header.Length + found,
                $"the file ends here; its head promises {shape} = {header.Bytes} bytes after byte {header.Length}, {found} are there",
                Download);
        if (found > header.Bytes)
            throw new DataFormatException(
                path,
                header.Length + header.Bytes,
                $"the file goes on; its head promises only {shape} = {header.Bytes} bytes after byte {header.Length}",
                Download);
    }
}
