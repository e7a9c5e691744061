using Hiwae.Files;

namespace Hiwae.Data.Formats;

/// <summary>Opens files of data, compressed with gzip or not, and gives what goes wrong a name.</summary>
internal static class DataFile
{
    /// <summary>What to do where a file is damaged.</summary>
    public const string Download = "get the file again";

    /// <summary>What a function makes of a file's content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads a stream with a length and places, of the uncompressed content.</param>
    /// <exception cref="DataFormatException">The file is missing, cannot be read, or is damaged.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        try
        {
            using var file = OrdinaryFile.Open(path) ?? throw new DataFormatException(path, null, OrdinaryFile.Fault, Download);
            using Stream content = Gzip.Is(file) ? Gzip.Unpacked(path, file) : file;
            return read(content);
        }
        catch (EndOfStreamException e)
        {
            throw new DataFormatException(path, null, "the file ends in the middle of its data", Download, e);
        }
        catch (InvalidDataException e)
        {
            throw new DataFormatException(path, null, $"the compressed data are damaged or cut off ({Quotation.Of(e.Message)})", Download, e);
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
            throw new DataFormatException(path, null, $"reading failed ({Quotation.Of(e.Message)})", "check the disk and try again", e);
        }
    }

    /// <summary>The number of values of a shape.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The array.</param>
    /// <param name="shape">Its dimensions, none of them negative.</param>
    /// <param name="size">Bytes of a value.</param>
    /// <param name="available">Bytes that may be there for them.</param>
    /// <exception cref="DataFormatException">There are more than the bytes suffice for, or than an array holds.</exception>
    public static long CountOf(string path, string name, IEnumerable<long> shape, int size, long available)
    {
        var product = shape.Aggregate((UInt128)1, (product, length) => UInt128.Min(product * (ulong)length, ulong.MaxValue));
        if (product > (UInt128)Array.MaxLength)
            throw new DataFormatException(
                path, null, $"{Quotation.Of(name)} has [{string.Join(", ", shape)}] values, more than {Array.MaxLength}, the most that can be read", "make several arrays of it, or take fewer");
        return product * (ulong)size <= (UInt128)Math.Max(0, available)
            ? (long)product
            : throw new DataFormatException(
                path,
                null,
                $"{Quotation.Of(name)} of [{string.Join(", ", shape)}] needs {product * (ulong)size} bytes, of which {Math.Max(0, available)} can be there",
                Download);
    }
}
