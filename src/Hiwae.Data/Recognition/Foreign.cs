using System.Text;

namespace Hiwae.Data.Recognition;

/// <summary>Files of data that are known, but not read, with what to do about each.</summary>
internal static class Foreign
{
    private const string Pointer = "get the file with git lfs pull";
    private const string AsCsv = "save it as CSV or Parquet";
    private const string AsPng = "save the picture as PNG";
    private const string Unpack = "unpack it, and name what is in it";
    private const string AsArrays = "save its arrays with numpy.savez";

    // Place, bytes, noun, remedy. Of a text those that are letters alone say nothing: they may begin the name of a column.
    private static readonly ImmutableArray<(int Place, byte[] Magic, string Noun, string Remedy)> Kinds =
    [
        (0, [0x89, .. "HDF\r\n"u8], "an HDF5 file", "in MATLAB save it with -v7 instead of -v7.3, in Python save its arrays with numpy.savez"),
        (512, [0x89, .. "HDF\r\n"u8], "an HDF5 file, as MATLAB writes it with -v7.3", "save it with -v7"),
        (257, [.. "ustar"u8], "a tar archive", "unpack it with tar -xf, and name the folder"),
        (0, [.. "GIF8"u8], "a GIF picture", AsPng),
        (0, [0x49, 0x49, 0x2A, 0], "a TIFF picture", AsPng),
        (0, [0x4D, 0x4D, 0, 0x2A], "a TIFF picture", AsPng),
        (8, [.. "WEBP"u8], "a WebP picture", AsPng),
        (0, [.. "ARROW1"u8], "an Arrow or Feather file", "save it with to_parquet"),
        (0, [.. "FEA1"u8], "a Feather file", "save it with to_parquet"),
        (0, [.. "ORC"u8], "an ORC table", AsCsv),
        (0, [.. "SQLite format 3"u8], "a database of SQLite", AsCsv),
        (0, [0xD0, 0xCF, 0x11, 0xE0], "a document of Excel or another office program", AsCsv),
        (0, [.. "RDX"u8], "a file of R", "save it with write.csv"),
        (0, [.. "CDF"u8], "a NetCDF file", AsArrays),
        (128, [.. "DICM"u8], "a DICOM picture", AsPng),
        (0, [.. "BZh"u8], "a file compressed with bzip2", "unpack it with bunzip2"),
        (0, [0xFD, .. "7zXZ"u8], "a file compressed with xz", "unpack it with unxz"),
        (0, [0x28, 0xB5, 0x2F, 0xFD], "a file compressed with zstd", "unpack it with unzstd"),
        (0, [.. "7z"u8, 0xBC, 0xAF], "a 7z archive", Unpack),
        (0, [.. "Rar!"u8], "a RAR archive", Unpack),
    ];

    private static readonly ImmutableArray<(byte[] Beginning, string Noun, string Remedy)> Texts =
    [
        ([.. "SIMPLE  ="u8], "a FITS file", AsArrays),
        ([.. "%PDF-"u8], "a PDF document", "name data"),
        ([.. "version https://git-lfs"u8], "a pointer of Git LFS, not the file itself", Pointer),
        ([.. "<!DOCTYPE"u8], "a web page, as a failed download leaves it", Formats.DataFile.Download),
        ([.. "<html"u8], "a web page, as a failed download leaves it", Formats.DataFile.Download),
        ([.. "<?xml"u8], "an XML document", AsCsv),
    ];

    /// <summary>What a file that begins so is; null where that is not known.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> start)
    {
        if (IsText(start))
            return OfText(start);
        foreach (var (place, magic, noun, remedy) in Kinds)
        {
            if (start.Length >= place + magic.Length && start[place..].StartsWith(magic))
                return FileKind.Other(noun, remedy);
        }

        return OfText(start) ?? start switch
        {
            [0x80, >= 2 and <= 5, ..] => FileKind.Other(
                "a Python pickle, and to read one is to run what it says", "load it in Python and save its arrays with numpy.savez; CIFAR comes in a binary version, too"),
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => FileKind.Other("a BMP picture", AsPng),
            _ => null,
        };
    }

    private static FileKind? OfText(ReadOnlySpan<byte> start)
    {
        foreach (var (beginning, noun, remedy) in Texts)
        {
            if (start.StartsWith(beginning))
                return FileKind.Other(noun, remedy) with { IsBroken = remedy == Formats.DataFile.Download || remedy == Pointer };
        }

        return start is [(byte)'{' or (byte)'[', .. var rest] && rest.TrimStart(" \t\r\n"u8) is [(byte)'"' or (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..]
            ? FileKind.Other("a JSON text", AsCsv)
            : null;
    }

    /// <summary>What an archive is that holds no arrays.</summary>
    /// <param name="names">The names in it.</param>
    public static FileKind Archive(IReadOnlyList<string> names) => true switch
    {
        _ when names.Contains("[Content_Types].xml") => FileKind.Other("a workbook of Excel or another office document", AsCsv),
        _ when names.Any(name => name.EndsWith("data.pkl", StringComparison.Ordinal)) => FileKind.Other("a file of PyTorch, with a pickle in it", "save its tensors with safetensors.torch.save_file, or with numpy.savez"),
        _ => FileKind.Other("a zip archive without arrays of numpy", Unpack),
    };

    /// <summary>Whether bytes are text: of UTF-8 or with the mark of UTF-16, and without characters that steer.</summary>
    /// <param name="start">The beginning of the file; a character at its end may be cut off.</param>
    public static bool IsText(ReadOnlySpan<byte> start)
    {
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return true;
        foreach (var b in start)
        {
            if (b < ' ' && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
                return false;
        }

        for (var end = start.Length; end > Math.Max(0, start.Length - 4); end--)
        {
            if (System.Text.Unicode.Utf8.IsValid(start[..end]))
                return true;
        }

        // Text of another encoding, which its reader names.
        return start.Length > 0 && Encoding.Latin1.GetString(start).Count(char.IsAsciiLetterOrDigit) > start.Length / 2;
    }
}
