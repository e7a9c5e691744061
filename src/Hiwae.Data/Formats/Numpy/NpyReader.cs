using System.Text;

namespace Hiwae.Data.Formats.Numpy;

/// <summary>Reads arrays as <c>numpy.save</c> writes them, of versions 1 to 3.</summary>
internal static class NpyReader
{
    /// <summary>The array of a file, named after it.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged, or holds something else than numbers or texts.</exception>
    public static FileArray Read(string path) => DataFile.Read(path, stream => Read(path, Path.GetFileName(path), stream, stream.Length, stream.Length));

    /// <summary>An array that takes the whole of a stream.</summary>
    /// <param name="path">The file's path in messages.</param>
    /// <param name="name">The array's name.</param>
    /// <param name="stream">The stream, at its beginning.</param>
    /// <param name="length">Its length, as it is said to be.</param>
    /// <param name="certain">The number of bytes that may be believed to follow.</param>
    /// <exception cref="DataFormatException">The array is damaged, or of something else than numbers or texts.</exception>
    public static FileArray Read(string path, string name, Stream stream, long length, long certain)
    {
        var counted = new SumStream(stream, 0, (_, _) => 0);
        var header = NpyHeader.Read(path, counted);
        var count = DataFile.CountOf(path, name, header.Shape, header.Size, length - counted.Count);
        if (count * header.Size < length - counted.Count)
            throw new DataFormatException(
                path, counted.Count + (count * header.Size), $"the array ends here, but there are {length - counted.Count - (count * header.Size)} bytes more", "save one array a file");
        try
        {
            var values = header.Type is { } type
                ? ElementReader.Read(counted, type, count, header.IsBigEndian, certain)
                : Texts(counted, (int)count, header);
            return new(name, [.. header.Shape.Select(size => checked((int)size))], values) { Path = path, IsColumnMajor = header.IsColumnMajor };
        }
        catch (OverflowException e)
        {
            throw new DataFormatException(path, null, $"a number or a dimension of {Files.Quotation.Of(name)} is larger than can be read", "save it with .astype('float32')", e);
        }
    }

    private static string[] Texts(Stream stream, int count, NpyHeader header)
    {
        var encoding = header.IsUnicode ? new UTF32Encoding(header.IsBigEndian, byteOrderMark: false) : Encoding.Latin1;
        var (bytes, texts, known) = (new byte[header.Size], new List<string>(), new Dictionary<string, string>());
        for (var i = 0; i < count; i++)
        {
            stream.ReadExactly(bytes);
            var text = encoding.GetString(bytes).TrimEnd('\0');
            if (!known.TryGetValue(text, out var same))
                known[same = text] = text;
            texts.Add(same);
        }

        return [.. texts];
    }
}
