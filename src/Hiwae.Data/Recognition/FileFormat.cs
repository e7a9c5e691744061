namespace Hiwae.Data.Recognition;

/// <summary>The formats that are read.</summary>
internal enum FileFormat
{
    Idx,
    Npy,
    Npz,
    Matlab,
    Safetensors,
    Cifar,
    Parquet,
    Picture,
    Amat,
    Csv,
    Text,
}

/// <summary>What a file is, by its content.</summary>
/// <param name="Format">The format; null where it is none that is read.</param>
/// <param name="Noun">What it is, with its article.</param>
/// <param name="Remedy">What to do where it is not read.</param>
internal sealed record FileKind(FileFormat? Format, string Noun, string Remedy)
{
    /// <summary>A format that is read.</summary>
    public static FileKind Of(FileFormat format) => new(
        format,
        format switch
        {
            FileFormat.Idx => "an IDX file",
            FileFormat.Npy => "a .npy file",
            FileFormat.Npz => "a .npz archive",
            FileFormat.Matlab => "a .mat file",
            FileFormat.Safetensors => "a safetensors file",
            FileFormat.Cifar => "a binary file of CIFAR",
            FileFormat.Parquet => "a Parquet table",
            FileFormat.Picture => "a picture",
            FileFormat.Amat => "a text of numbers",
            FileFormat.Csv => "a table of text",
            _ => "a text",
        },
        "");

    /// <summary>Whether it is hardly what it was meant to be: empty, cut off, or the rest of a failed download.</summary>
    public bool IsBroken { get; init; }

    /// <summary>What should be data and is none.</summary>
    public static FileKind Broken(string noun, string remedy) => new(null, noun, remedy) { IsBroken = true };

    /// <summary>Something else.</summary>
    public static FileKind Other(string noun, string remedy) => new(null, noun, remedy);
}
