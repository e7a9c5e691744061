using System.IO.Compression;

namespace Hiwae.Data.Formats.Numpy;

/// <summary>Reads archives of arrays as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write them.</summary>
internal static class NpzReader
{
    private const string Suffix = ".npy";
    private const int MostArrays = 1000;
    private const string Remedy = "save it again with numpy.savez";

    /// <summary>The arrays of an archive, by their names there.</summary>
    /// <exception cref="DataFormatException">The file is missing or damaged, is another kind of archive, or has an array of something else than numbers or texts.</exception>
    public static ImmutableArray<FileArray> Read(string path) => DataFile.Read(path, stream =>
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        ZipArchiveEntry[] entries = [.. archive.Entries.Where(entry => entry.Name.EndsWith(Suffix, StringComparison.Ordinal)).Take(MostArrays + 1)];
        if (entries.Length is 0 or > MostArrays)
            throw new DataFormatException(
                path,
                null,
                entries.Length == 0 ? "this archive has no file that ends in .npy, so that it is none of numpy's" : $"the archive has more than {MostArrays} arrays",
                entries.Length == 0 ? "unpack it, and name the folder" : Remedy);
        if (entries.Aggregate((Int128)0, (sum, entry) => sum + entry.CompressedLength) > stream.Length)
            throw new DataFormatException(path, null, $"the archive promises more compressed bytes than its {stream.Length}", Remedy);
        return entries.Select(entry => Read(path, entry)).ToImmutableArray();
    });

    private static FileArray Read(string path, ZipArchiveEntry entry)
    {
        if (entry.Length > Gzip.MostCompressed * (entry.CompressedLength + 1))
            throw new DataFormatException(
                path, null, $"{Files.Quotation.Of(entry.Name)} promises {entry.Length} bytes; {entry.CompressedLength} compressed ones cannot hold them", Remedy);
        using var content = entry.Open();
        var summed = new SumStream(content, 0, Crc32.Add);
        var array = NpyReader.Read(path, entry.Name[..^Suffix.Length], summed, entry.Length, 2 * entry.CompressedLength);
        return summed.IsAtEnd() && summed.Sum == entry.Crc32
            ? array
            : throw new DataFormatException(path, null, $"{Files.Quotation.Of(entry.Name)} is damaged (its check sum is another)", Remedy);
    }
}
