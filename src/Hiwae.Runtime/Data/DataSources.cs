namespace Hiwae.Data;

/// <summary>Images by the name of their source.</summary>
public static class DataSources
{
    /// <summary>The name of the built-in set.</summary>
    public const string Glyphs = "glyphs";

    /// <summary>Loads a source.</summary>
    /// <param name="source"><c>glyphs</c>, or a folder with files in MNIST's format.</param>
    /// <exception cref="DataFormatException">The folder or a file is missing, damaged, or does not fit the others.</exception>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ImageData Load(string source) => Load(DataSource.Parse(source));

    /// <summary>Loads a source.</summary>
    /// <exception cref="DataFormatException">The folder or a file is missing, damaged, or does not fit the others.</exception>
    public static ImageData Load(DataSource source) => DataReading.Start(source).Finish();
}
