namespace Hiwae.Data.Idx;

/// <summary>A folder with the four files of MNIST, or of a set laid out like it.</summary>
public static class IdxFolder
{
    /// <summary>One training image in so many is kept for validation, the last ones: 10,000 of MNIST's 60,000.</summary>
    public const int ValidationShare = 6;

    /// <summary>Reads images and, where they are there, labels. Pixels are intensities over 255, taken as probabilities.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFormatException">A file is missing or damaged, or two do not fit each other.</exception>
    public static ImageData Load(string folder) => IdxFiles.Read(folder).ToImageData();
}
