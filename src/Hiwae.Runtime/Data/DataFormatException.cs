namespace Hiwae.Data;

/// <summary>Data that cannot be read. The message names the file, the byte, what was found there, and what to do.</summary>
public sealed class DataFormatException : Exception
{
    /// <summary>A fault of a file.</summary>
    /// <param name="file">The file or folder.</param>
    /// <param name="offset">The byte, of the uncompressed content, at which the fault was found; null where there is none.</param>
    /// <param name="found">The finding, and what should have been there.</param>
    /// <param name="remedy">The remedy.</param>
    /// <param name="inner">The exception that brought it to light.</param>
    public DataFormatException(string file, long? offset, string found, string remedy, Exception? inner = null)
        : base(Describe(file, offset, found, remedy), inner) => (File, Offset) = (file, offset);

    /// <summary>The file or folder.</summary>
    public string File { get; }

    /// <summary>The byte at which the fault was found.</summary>
    public long? Offset { get; }

    private static string Describe(string file, long? offset, string found, string remedy) => offset is { } at
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}, byte {at}: {found}; {remedy}.")
        : $"{file}: {found}; {remedy}.";
}
