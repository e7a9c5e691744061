namespace Hiwae.Data.Idx;

/// <summary>The content of an IDX file of unsigned bytes, the format of MNIST and its kin.</summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Dimensions">Three for images (images, height, width), one for labels.</param>
/// <param name="Values">Row-major; as many as the product of the dimensions.</param>
public sealed record IdxFile(string Path, ImmutableArray<int> Dimensions, byte[] Values)
{
    /// <summary>The number of images or labels.</summary>
    public int Count => Dimensions[0];

    /// <summary>Reads a file of images, three-dimensional and not empty.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged, or not of images.</exception>
    public static IdxFile ReadImages(string path) => IdxReader.Read(path, IdxKind.Images);

    /// <summary>Reads a file of labels, one-dimensional.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged, or not of labels.</exception>
    public static IdxFile ReadLabels(string path) => IdxReader.Read(path, IdxKind.Labels);
}
