using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Hiwae.Data.Formats;
using Hiwae.Data.Formats.Cifar;
using Hiwae.Data.Formats.Matlab;
using Hiwae.Data.Formats.Numpy;
using Hiwae.Data.Formats.Pictures;
using Hiwae.Data.Formats.Tables;
using Hiwae.Data.Idx;
using Hiwae.Files;

namespace Hiwae.Data.Recognition;

/// <summary>Finds what a file is, whatever it is called.</summary>
internal static class FileSniffer
{
    private const int Head = 1024;
    private const int TextHead = 1 << 15;
    private const int FewRecords = 64;

    /// <summary>What a file is.</summary>
    /// <exception cref="DataFormatException">It is not there, or may not be read.</exception>
    public static FileKind Of(string path)
    {
        try
        {
            using var file = OrdinaryFile.Open(path);
            if (file is null)
                return FileKind.Broken(OrdinaryFile.Fault["it is ".Length..], DataFile.Download);
            if (!Gzip.Is(file))
                return Of(file, file);
            using var content = new GZipStream(file, CompressionMode.Decompress);
            return Of(content, null);
        }
        catch (InvalidDataException)
        {
            return FileKind.Broken("a damaged gzip file", DataFile.Download);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(path, null, $"the file cannot be read ({Quotation.Of(e.Message)})", "check the path and its permissions", e);
        }
    }

    /// <summary>Whether a file is a picture that is read.</summary>
    public static bool IsPicture(string path)
    {
        try
        {
            using var file = OrdinaryFile.Open(path);
            Span<byte> start = stackalloc byte[8];
            return file is not null && file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && Picture.Is(start);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static FileKind Of(Stream content, FileStream? file)
    {
        var start = new byte[Head];
        var read = content.ReadAtLeast(start, Head, throwOnEndOfStream: false);
        ReadOnlySpan<byte> bytes = start.AsSpan(0, read);

        // Where it is cut off, the decompressor says nothing.
        if (bytes.IsEmpty)
            return FileKind.Broken("a damaged gzip file", DataFile.Download);
        if (Format(bytes, file) is { } format)
            return FileKind.Of(format);
        if (bytes is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..])
            return Zip(file);
        if (Foreign.Of(bytes) is { } known)
            return known;
        return Foreign.IsText(bytes) ? Text(content, bytes) : FileKind.Broken("a file of no format that is known here", "see what is read");
    }

    private static FileFormat? Format(ReadOnlySpan<byte> start, FileStream? file) => true switch
    {
        _ when IdxHeader.LengthOf(start) is not null => FileFormat.Idx,
        _ when start.StartsWith(NpyHeader.Magic) => FileFormat.Npy,
        _ when MatFile.Is(start) => FileFormat.Matlab,
        _ when start.StartsWith(ParquetFile.Magic) && !Foreign.IsText(start) => FileFormat.Parquet,
        _ when Picture.Is(start) => FileFormat.Picture,
        _ when IsSafetensors(start) => FileFormat.Safetensors,
        _ when file is not null && CifarReader.Labels(file, FewRecords) is not null => FileFormat.Cifar,
        _ => null,
    };

    // The length of a text, and the text, which is an object of JSON.
    private static bool IsSafetensors(ReadOnlySpan<byte> start) =>
        start.Length > 9 && start[8] == (byte)'{' && start[9] is (byte)'"' or (byte)'}' or (byte)' ' && BinaryPrimitives.ReadUInt64LittleEndian(start) <= Checkpoints.SafetensorsHeader.LongestText;

    private static FileKind Zip(FileStream? file)
    {
        if (file is null)
            return Foreign.Archive([]);
        file.Position = 0;
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            string[] names = [.. archive.Entries.Take(1000).Select(entry => entry.FullName)];
            return names.Any(name => name.EndsWith(".npy", StringComparison.Ordinal)) ? FileKind.Of(FileFormat.Npz) : Foreign.Archive(names);
        }
        catch (InvalidDataException)
        {
            return FileKind.Broken("a zip archive, as .npz files are, that is damaged or cut off", DataFile.Download);
        }
    }

    private static FileKind Text(Stream content, ReadOnlySpan<byte> start)
    {
        var more = new byte[TextHead];
        start.CopyTo(more);
        var read = start.Length + content.ReadAtLeast(more.AsSpan(start.Length), TextHead - start.Length, throwOnEndOfStream: false);
        if (IsNumbers(more.AsSpan(0, read)))
            return FileKind.Of(FileFormat.Amat);
        var isUtf16 = start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        var text = (isUtf16 ? Encoding.Unicode : Encoding.UTF8).GetString(more, 0, read);
        return FileKind.Of(isUtf16 || CsvDialect.IsRegular(text, isWhole: read < TextHead) ? FileFormat.Csv : FileFormat.Text);
    }

    /// <summary>Whether the first line is of several numbers with nothing but spaces between them.</summary>
    private static bool IsNumbers(ReadOnlySpan<byte> start)
    {
        var line = start.TrimStart("\r\n \t"u8);
        var end = line.IndexOf((byte)'\n');
        var rest = (end < 0 ? line : line[..end]).TrimEnd("\r "u8);
        var count = 0;
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOf((byte)' ');
            var token = length < 0 ? rest : rest[..length];
            if (!Utf8Parser.TryParse(token, out double _, out var used) || used != token.Length)
                return length < 0 && end < 0 && count > 1 && start.Length == TextHead;
            count++;
            rest = length < 0 ? [] : rest[length..].TrimStart((byte)' ');
        }

        return count > 1;
    }
}
